// The browser's files, taken into the binary by the compiler (#embed, C23): no copy that could be out of date, no
// build step, and no time to speak of. SwiftPM's .embedInCode took a minute of CPU for 200 KB on the machine of 2026.
//
// To add a file: put it into the folder of its page, embed it here, and list it below with the path it is served at.
// What comes with it (type, policy, caching) follows from the path: Sources/Service/Pages/BuiltInFile.swift.

#include "pages.h"

#define FILE_AT(path, name) { path, name, sizeof name }

// For every page.

static const unsigned char relais_client_js[] = {
#embed "shared/relais-client.js"
};
static const unsigned char icon_svg[] = {
#embed "shared/icon.svg"
};

// The chat widget.

static const unsigned char widget_loader_js[] = {
#embed "widget/loader.js"
};
static const unsigned char widget_app_js[] = {
#embed "widget/app.js"
};
static const unsigned char widget_dom_js[] = {
#embed "widget/dom.js"
};
static const unsigned char widget_keep_js[] = {
#embed "widget/keep.js"
};
static const unsigned char widget_panel_js[] = {
#embed "widget/panel.js"
};
static const unsigned char widget_texts_js[] = {
#embed "widget/texts.js"
};
static const unsigned char widget_css[] = {
#embed "widget/style.css"
};
static const unsigned char widget_html[] = {
#embed "widget/index.html"
};
static const unsigned char widget_page_css[] = {
#embed "widget/page.css"
};

// The demo shop.

static const unsigned char shop_html[] = {
#embed "shop/index.html"
};
static const unsigned char shop_css[] = {
#embed "shop/shop.css"
};
static const unsigned char shop_js[] = {
#embed "shop/shop.js"
};
static const unsigned char shop_language_js[] = {
#embed "shop/language.js"
};
static const unsigned char shop_relay_svg[] = {
#embed "shop/relay.svg"
};

// The agents' console.

// The supervisors' page.

static const struct relais_page pages[] = {
    FILE_AT("/shared/relais-client.js", relais_client_js),
    FILE_AT("/shared/icon.svg", icon_svg),
    FILE_AT("/widget.js", widget_loader_js),
    FILE_AT("/widget/app.js", widget_app_js),
    FILE_AT("/widget/dom.js", widget_dom_js),
    FILE_AT("/widget/keep.js", widget_keep_js),
    FILE_AT("/widget/panel.js", widget_panel_js),
    FILE_AT("/widget/texts.js", widget_texts_js),
    FILE_AT("/widget/style.css", widget_css),
    FILE_AT("/widget/", widget_html),
    FILE_AT("/widget/page.css", widget_page_css),
    FILE_AT("/", shop_html),
    FILE_AT("/shop/shop.css", shop_css),
    FILE_AT("/shop/shop.js", shop_js),
    FILE_AT("/shop/language.js", shop_language_js),
    FILE_AT("/shop/relay.svg", shop_relay_svg),
};

size_t relais_page_count(void) { return sizeof pages / sizeof pages[0]; }

const struct relais_page *relais_page_at(size_t index) { return &pages[index]; }
