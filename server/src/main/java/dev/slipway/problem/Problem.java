package dev.slipway.problem;

import org.jspecify.annotations.Nullable;

/**
 * The catalogue of refusals: HTTP status, title, default detail and, where clients tell problems apart by it, a code.
 *
 * <p>Codes and titles are those Keygen's clients know (its error table); other views translate them.
 */
public enum Problem {
    BAD_REQUEST(400, "Bad request", "The request is not valid", false),
    JSON_INVALID(400, "Bad request", "The request could not be completed because it contains invalid JSON", true),
    ENCODING_INVALID(400, "Bad request", "The request contains text that is not valid UTF-8 or holds a NUL", true),
    PARAMETERS_INVALID(400, "Bad request", "The query string cannot be parsed", true),
    URI_INVALID(400, "Bad request", "The address cannot be parsed", true),
    HTTP_METHOD_INVALID(400, "Bad request", "The HTTP method is not known", true),
    MIME_TYPE_INVALID(400, "Bad request", "The media type is not supported (see Accept and Content-Type)", true),
    INVALID_API_VERSION(400, "Bad request", "unsupported API version requested", true),
    ENVIRONMENT_NOT_SUPPORTED(400, "Bad request", "is unsupported", true),
    CONSTRAINT_INVALID(400, "Bad request", "invalid constraint format", true),
    CHECKOUT_ALGORITHM_INVALID(400, "Bad request", "must be one of: base64+ed25519, aes-256-gcm+ed25519", true),
    CHECKOUT_INCLUDE_INVALID(400, "Bad request", "invalid include", true),
    CHECKOUT_TTL_INVALID(400, "Bad request", "must be greater than or equal to 3600 (1 hour)", true),
    UPGRADE_VERSION_INVALID(400, "Bad request", "current version must be a valid semver: x.y.z or x.y.z-beta.1", true),
    UPGRADE_CONSTRAINT_INVALID(400, "Bad request", "version constraint must be valid: x, x.y, x.y.z", true),
    UPGRADE_CHANNEL_INVALID(400, "Bad request", "channel must be one of: stable, rc, beta, alpha, dev", true),

    TOKEN_MISSING(401, "Unauthorized", "You must be authenticated to complete the request", true),
    TOKEN_INVALID(401, "Unauthorized", "You must be authenticated to complete the request", true),
    TOKEN_FORMAT_INVALID(
            401, "Unauthorized", "The token's id was sent in place of the token (tokens start with a prefix)", true),
    TOKEN_EXPIRED(401, "Unauthorized", "Token is expired", true),
    LICENSE_INVALID(401, "Unauthorized", "You must be authenticated to complete the request", true),
    EMAIL_REQUIRED(401, "Unauthorized", "email is required", true),
    EMAIL_INVALID(401, "Unauthorized", "email must be valid", true),
    PASSWORD_REQUIRED(401, "Unauthorized", "password is required", true),
    PASSWORD_INVALID(401, "Unauthorized", "password must be valid", true),
    PASSWORD_NOT_SUPPORTED(401, "Unauthorized", "password is unsupported", true),

    ACCESS_DENIED(403, "Access denied", "You do not have permission to complete the request", false),
    TOKEN_NOT_ALLOWED(403, "Access denied", "Token authentication is not allowed by policy", true),
    LICENSE_NOT_ALLOWED(403, "Access denied", "License key authentication is not allowed by policy", true),
    LICENSE_SUSPENDED(403, "Access denied", "License is suspended", true),
    LICENSE_EXPIRED(403, "Access denied", "License is expired", true),
    LICENSE_BANNED(403, "Access denied", "License is banned", true),
    USER_BANNED(403, "Access denied", "User is banned", true),
    RELEASE_FROZEN(403, "Access denied", "The release is published and its product freezes published releases", true),
    LINK_INVALID(403, "Access denied", "The link is not valid (it was cut, changed or made for something else)", true),
    LINK_EXPIRED(403, "Access denied", "The link has expired (ask for a new one)", true),

    NOT_FOUND(404, "Not found", "The requested resource was not found", true),
    ENDPOINT_NOT_FOUND(
            404,
            "Not found",
            "The requested endpoint was not found (check your HTTP method, Accept header, and URL path)",
            true),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "The address does not take this HTTP method", true),
    REQUEST_TIMEOUT(408, "Request timeout", "The request did not arrive in time", true),
    CONFLICT(409, "Conflict", "The request could not be completed because of a conflict", false),
    STORAGE_LIMIT_REACHED(409, "Conflict", "The account's artifacts would take up more than it may keep", true),
    BODY_TOO_LARGE(413, "Content too large", "The body is larger than this address accepts", true),
    URI_TOO_LONG(414, "URI too long", "The address is longer than this server accepts", true),
    UNPROCESSABLE(422, "Unprocessable entity", "The request is not possible in the resource's state", false),
    MULTIPLE_ARTIFACTS(
            422,
            "Unprocessable entity",
            "multiple artifacts are not supported by this release (see upgrading from v1.0 to v1.1)",
            false),
    INVALID(422, "Unprocessable resource", "is invalid", true),
    TOO_MANY_REQUESTS(429, "Too many requests", "Too many requests were sent; wait before the next one", true),
    HEADERS_TOO_LARGE(431, "Request header fields too large", "The headers are larger than this server accepts", true),

    INTERNAL(
            500,
            "Internal server error",
            "Something went wrong on our side; the log names it by the request id",
            false),
    OVERLOADED(503, "Service unavailable", "The server is at its limit; try again shortly", true),
    UNAVAILABLE(503, "Service unavailable", "The database or the file storage cannot be reached", true);

    private final int status;
    private final String title;
    private final String detail;
    private final boolean coded;

    Problem(int status, String title, String detail, boolean coded) {
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.coded = coded;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The short text that is the same for every occurrence. */
    public String title() {
        return title;
    }

    /** The text used when an occurrence has no better one. */
    public String detail() {
        return detail;
    }

    /** The machine-readable code, or null where clients know none; {@link #INVALID} occurrences carry their own. */
    public @Nullable String code() {
        if (!coded || this == INVALID) {
            return null;
        }
        return this == ENDPOINT_NOT_FOUND ? NOT_FOUND.name() : name();
    }
}
