package dev.slipway.web;

import dev.slipway.http.Headers;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/** Turns models into pages, by templates that were compiled with the program. */
public final class Renderer {
    /** What browsers may do with our pages: nothing that is not our own. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** The package that the build puts compiled templates into. */
    private static final String TEMPLATES = "dev.slipway.template";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Renderer.class.getClassLoader(), TEMPLATES);

    /** The bytes of a page, in UTF-8. */
    byte[] render(String template, Object model) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        engine.render(template, model, output);
        return output.toByteArray();
    }

    /** The headers of every page. */
    static Headers headers() {
        return Headers.of(
                "Content-Type",
                "text/html; charset=utf-8",
                "Cache-Control",
                "no-store",
                "Content-Security-Policy",
                POLICY,
                "Referrer-Policy",
                "same-origin",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                "Vary",
                "Cookie, Accept");
    }
}
