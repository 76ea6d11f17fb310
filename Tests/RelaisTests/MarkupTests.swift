import Testing

@testable import relais

@Suite struct MarkupTests {
    @Test func whatWouldEndATextOrAnAttributeIsWrittenOtherwise() {
        #expect(
            Markup.escaped(#"<a href="x" id='y'>&é😀</a>"#)
                == "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;é😀&lt;/a&gt;")
    }

    @Test func whatXMLDoesNotAllowIsLeftOut() {
        #expect(Markup.escaped("a\u{0}b\u{1B}c\r\u{FFFE}\u{FFFF}d\te\nf") == "abcd\te\nf")
    }
}
