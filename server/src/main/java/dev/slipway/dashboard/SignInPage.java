package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;

/**
 * Where the vendor's people sign in.
 *
 * @param form email, password and account
 * @param next where to go on to
 * @param asksAccount whether people have to say which account they mean
 * @param firstRun whether the first administrator may still be set up
 */
public record SignInPage(Frame frame, Form form, String next, boolean asksAccount, boolean firstRun) {}
