package dev.slipway.web;

import gg.jte.Content;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.PostProcessor;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.ElementPolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Markdown, as people write release notes, made HTML that is safe to show to anybody: what could run, load or restyle anything is
 * gone, whatever it was wrapped in.
 */
public final class Markdown {
    private static final List<org.commonmark.Extension> EXTENSIONS =
            List.of(AutolinkExtension.create(), StrikethroughExtension.create(), TablesExtension.create());

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .postProcessor(new ImagesBecomeLinks())
            .build();
    // Which addresses a link may have is the policy's to say, which takes the others away altogether.
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().extensions(EXTENSIONS).sanitizeUrls(false).build();
    private final PolicyFactory policy = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "hr",
                    "em",
                    "strong",
                    "b",
                    "i",
                    "s",
                    "del",
                    "ins",
                    "sub",
                    "sup",
                    "kbd",
                    "code",
                    "pre",
                    "blockquote",
                    "ul",
                    "ol",
                    "li",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td")
            // A page has its own headings above those of the text.
            .allowElements(heading("h3"), "h1")
            .allowElements(heading("h4"), "h2")
            .allowElements(heading("h5"), "h3")
            .allowElements(heading("h6"), "h4", "h5", "h6")
            .allowElements("a")
            // An address without a scheme would lead to somewhere on this server, which no author of notes can mean.
            .allowAttributes("href")
            .matching(Pattern.compile("(?i)(?:https?://|mailto:)[^\\s]+"))
            .onElements("a")
            .allowAttributes("title")
            .onElements("a")
            .allowUrlProtocols("https", "http", "mailto")
            .requireRelsOnLinks("nofollow", "noopener", "noreferrer")
            .allowAttributes("start")
            .matching(Pattern.compile("[0-9]{1,9}"))
            .onElements("ol")
            .allowAttributes("align")
            .matching(true, "left", "center", "right")
            .onElements("th", "td")
            .toFactory();

    private static ElementPolicy heading(String level) {
        return (element, attributes) -> level;
    }

    /** The HTML of a text, without anything around it. */
    public String html(String markdown) {
        return policy.sanitize(renderer.render(parser.parse(markdown)));
    }

    /** The HTML of a text, for a template. */
    public Content content(String markdown) {
        String html = html(markdown);
        return output -> output.writeContent(html);
    }

    /** Pages load nothing from elsewhere, so a picture is shown by its description, which leads to it. */
    private static final class ImagesBecomeLinks extends AbstractVisitor implements PostProcessor {
        @Override
        public Node process(Node node) {
            node.accept(this);
            return node;
        }

        @Override
        public void visit(Image image) {
            Link link = new Link(image.getDestination(), image.getTitle());
            if (image.getFirstChild() == null) {
                link.appendChild(new Text(image.getDestination()));
            }
            while (image.getFirstChild() != null) {
                link.appendChild(image.getFirstChild());
            }
            image.insertAfter(link);
            image.unlink();
            visitChildren(link);
        }
    }
}
