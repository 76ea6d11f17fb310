// Loads the widget.
