// The demo shop.
