package dev.slipway.problem;

/** Where in a request the cause of a refusal lies, in the domain's words; each view turns it into a pointer of its dialect. */
public sealed interface Source {

    /** Nothing particular. */
    Source NONE = new None();

    /** An attribute of the resource that is written, by its domain name in camel case, e.g. {@code distributionStrategy}. */
    static Source attribute(String name) {
        return new Attribute(name);
    }

    /** An attribute of a resource that is written together with another one, e.g. artifact, filename. */
    static Source relatedAttribute(String relationship, String name) {
        return new RelatedAttribute(relationship, name);
    }

    /** An attribute of item {@code index} of resources that are written together with another one, e.g. admins, 0, email. */
    static Source relatedItemAttribute(String relationship, int index, String name) {
        return new RelatedItemAttribute(relationship, index, name);
    }

    /** A resource that the written one refers to, e.g. {@code product}. */
    static Source relationship(String name) {
        return new Relationship(name);
    }

    /** The {@code nested} reference of item {@code index} of a list of references, e.g. constraints, 0, entitlement. */
    static Source relationshipItem(String name, int index, String nested) {
        return new RelationshipItem(name, index, nested);
    }

    /** A member of the body by its path as the client wrote it, e.g. {@code /data/0}. */
    static Source pointer(String path) {
        return new Pointer(path);
    }

    /** A query parameter. */
    static Source parameter(String name) {
        return new Parameter(name);
    }

    /** A request header. */
    static Source header(String name) {
        return new Header(name);
    }

    /** See {@link #NONE}. */
    record None() implements Source {}

    /** See {@link #attribute}. */
    record Attribute(String name) implements Source {}

    /** See {@link #relatedAttribute}. */
    record RelatedAttribute(String relationship, String name) implements Source {}

    /** See {@link #relatedItemAttribute}. */
    record RelatedItemAttribute(String relationship, int index, String name) implements Source {}

    /** See {@link #relationship}. */
    record Relationship(String name) implements Source {}

    /** See {@link #relationshipItem}. */
    record RelationshipItem(String name, int index, String nested) implements Source {}

    /** See {@link #pointer}. */
    record Pointer(String path) implements Source {}

    /** See {@link #parameter}. */
    record Parameter(String name) implements Source {}

    /** See {@link #header}. */
    record Header(String name) implements Source {}
}
