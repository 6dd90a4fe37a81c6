/** What all pages share: sessions and their cookies, forms, templates, assets, Markdown, and the headers that keep browsers in check. */
@NullMarked
package dev.slipway.web;

import org.jspecify.annotations.NullMarked;
