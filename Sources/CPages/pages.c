// The browser's files, taken into the binary by the compiler (#embed, C23): no copy that could be out of date, no
// build step, and no time to speak of. SwiftPM's .embedInCode took a minute of CPU for 200 KB.
//
// To add a file: put it into the folder of its page, embed it here, and list it below with the path it is served at.
// What comes with it (type, policy, caching) follows from the path: Sources/Service/Pages/BuiltInFile.swift.

#include "pages.h"

// #embed is the one thing of C23 used here, and clang has it in every mode.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define FILE_AT(path, name) { path, name, sizeof name }

// For every page.

static const unsigned char relais_client_js[] = {
#embed "shared/relais-client.js"
};
static const unsigned char names_js[] = {
#embed "shared/names.js"
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

static const unsigned char console_html[] = {
#embed "console/index.html"
};
static const unsigned char console_console_css[] = {
#embed "console/console.css"
};
static const unsigned char console_console_js[] = {
#embed "console/console.js"
};
static const unsigned char console_app_js[] = {
#embed "console/app.js"
};
static const unsigned char console_session_js[] = {
#embed "console/session.js"
};
static const unsigned char console_pane_js[] = {
#embed "console/pane.js"
};
static const unsigned char console_packet_js[] = {
#embed "console/packet.js"
};
static const unsigned char console_lists_js[] = {
#embed "console/lists.js"
};
static const unsigned char console_dialogs_js[] = {
#embed "console/dialogs.js"
};
static const unsigned char console_dom_js[] = {
#embed "console/dom.js"
};
static const unsigned char console_keep_js[] = {
#embed "console/keep.js"
};
static const unsigned char console_words_js[] = {
#embed "console/words.js"
};

// The supervisors' page.

static const unsigned char supervisor_html[] = {
#embed "supervisor/index.html"
};
static const unsigned char supervisor_supervisor_css[] = {
#embed "supervisor/supervisor.css"
};
static const unsigned char supervisor_supervisor_js[] = {
#embed "supervisor/supervisor.js"
};
static const unsigned char supervisor_board_js[] = {
#embed "supervisor/board.js"
};
static const unsigned char supervisor_charts_js[] = {
#embed "supervisor/charts.js"
};

static const struct relais_page pages[] = {
    FILE_AT("/shared/relais-client.js", relais_client_js),
    FILE_AT("/shared/names.js", names_js),
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
    FILE_AT("/console/", console_html),
    FILE_AT("/console/console.css", console_console_css),
    FILE_AT("/console/console.js", console_console_js),
    FILE_AT("/console/app.js", console_app_js),
    FILE_AT("/console/session.js", console_session_js),
    FILE_AT("/console/pane.js", console_pane_js),
    FILE_AT("/console/packet.js", console_packet_js),
    FILE_AT("/console/lists.js", console_lists_js),
    FILE_AT("/console/dialogs.js", console_dialogs_js),
    FILE_AT("/console/dom.js", console_dom_js),
    FILE_AT("/console/keep.js", console_keep_js),
    FILE_AT("/console/words.js", console_words_js),
    FILE_AT("/supervisor/", supervisor_html),
    FILE_AT("/supervisor/supervisor.css", supervisor_supervisor_css),
    FILE_AT("/supervisor/supervisor.js", supervisor_supervisor_js),
    FILE_AT("/supervisor/board.js", supervisor_board_js),
    FILE_AT("/supervisor/charts.js", supervisor_charts_js),
};

size_t relais_page_count(void) { return sizeof pages / sizeof pages[0]; }

const struct relais_page *relais_page_at(size_t index) { return &pages[index]; }
