package dev.slipway.dashboard;

import dev.slipway.web.Form;
import dev.slipway.web.Frame;

/**
 * Where whoever started the program chooses the first administrator's e-mail address and password.
 *
 * @param form code, email and password
 */
public record FirstRunPage(Frame frame, Form form) {}
