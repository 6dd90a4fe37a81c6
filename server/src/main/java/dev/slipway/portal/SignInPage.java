package dev.slipway.portal;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;

/**
 * Where customers sign in.
 *
 * @param form key, or email and password; and account
 * @param byPassword whether with an e-mail address and a password, instead of a license key
 * @param other the address of the page for the other way
 * @param next where to go on to
 * @param asksAccount whether people have to say which account they mean
 * @param isElsewhere whether somebody proved to be one of the vendor's people, whose pages are elsewhere
 */
public record SignInPage(
        Frame frame,
        Form form,
        boolean byPassword,
        String other,
        String next,
        boolean asksAccount,
        boolean isElsewhere) {}
