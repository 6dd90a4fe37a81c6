package dev.slipway.store;

import static dev.slipway.store.schema.Tables.POLICIES;
import static dev.slipway.store.schema.Tables.PRODUCTS;
import static dev.slipway.store.schema.Tables.USERS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.select;

import dev.slipway.model.Aliases;
import dev.slipway.model.UserFilter;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.TableField;
import org.jooq.impl.CustomField;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Parts of texts, in any case. Only the letters of ASCII have a case here: that is what both engines fold alike, whatever the
 * language of a cluster, without a copy of every text.
 */
final class SearchConditions {
    private final String accountId;

    SearchConditions(String accountId) {
        this.accountId = accountId;
    }

    static String folded(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    /** Whether a text has that part. No pattern, so no character has a meaning of its own. */
    static Condition holds(Field<String> text, String part) {
        return position(lower(text), folded(part)).gt(0);
    }

    /** Whether an id is that or has that part. */
    static Condition ofId(TableField<?, String> id, String text) {
        return Aliases.isIdLike(text) ? id.eq(Aliases.canonical(text)) : holds(id, text);
    }

    static Field<String> fullName() {
        return concat(coalesce(USERS.FIRST_NAME, inline("")), inline(" "), coalesce(USERS.LAST_NAME, inline("")));
    }

    Condition ofProduct(Field<String> productId, String text) {
        Condition fits = ofId(PRODUCTS.ID, text).or(holds(PRODUCTS.NAME, text));
        return productId.in(select(PRODUCTS.ID)
                .from(PRODUCTS)
                .where(PRODUCTS.ACCOUNT_ID.eq(accountId).and(fits)));
    }

    Condition ofPolicy(Field<String> policyId, String text) {
        Condition fits = ofId(POLICIES.ID, text).or(holds(POLICIES.NAME, text));
        return policyId.in(select(POLICIES.ID)
                .from(POLICIES)
                .where(POLICIES.ACCOUNT_ID.eq(accountId).and(fits)));
    }

    Condition ofUser(Field<String> userId, String text) {
        Condition fits = ofId(USERS.ID, text).or(holds(USERS.EMAIL, text)).or(holds(fullName(), text));
        return userId.in(select(USERS.ID)
                .from(USERS)
                .where(USERS.ACCOUNT_ID.eq(accountId).and(fits)));
    }

    /** Whether a member of metadata has that part, when it is a text, or is that value. */
    static Condition member(TableField<?, String> metadata, String name, @Nullable Object value) {
        Field<String> json = json(metadata, name);
        if (value instanceof String text) {
            String quoted = Columns.json(text);
            return holds(json, quoted.substring(1, quoted.length() - 1));
        }
        return json.eq(value == null ? "null" : Columns.json(value));
    }

    /** Whether a member of metadata is one of these plain values. */
    static Condition isOneOf(TableField<?, String> metadata, String name, Set<Object> values) {
        return json(metadata, name)
                .in(values.stream()
                        .map(value -> value.equals(UserFilter.NULL) ? "null" : Columns.json(value))
                        .toList());
    }

    /** The JSON of a member of metadata. */
    private static Field<String> json(TableField<?, String> metadata, String name) {
        return CustomField.of("member", SQLDataType.CLOB, context -> {
            boolean postgres = context.family() == SQLDialect.POSTGRES;
            context.sql(postgres ? "((" : "(").visit(metadata).sql(postgres ? "::json -> " : " -> ");
            context.visit(inline(name)).sql(postgres ? ")::text)" : ")");
        });
    }
}
