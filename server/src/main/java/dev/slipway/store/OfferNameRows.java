package dev.slipway.store;

import static dev.slipway.store.Columns.instant;
import static dev.slipway.store.Columns.micros;
import static dev.slipway.store.schema.Tables.OFFER_NAMES;

import dev.slipway.model.ListQuery;
import dev.slipway.model.OfferName;
import dev.slipway.model.OfferName.Kind;
import dev.slipway.model.Slice;
import dev.slipway.store.schema.tables.records.OfferNamesRecord;
import dev.slipway.version.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The names of the channels and platforms of an account. */
public final class OfferNameRows extends Rows<OfferNamesRecord, OfferName> {
    private static final ListFields FIELDS = ListFields.of(OFFER_NAMES.CREATED)
            .id("id", OFFER_NAMES.ID)
            .text("name", OFFER_NAMES.NAME)
            .time("updatedAt", OFFER_NAMES.UPDATED)
            .sortedBy("name", "updatedAt")
            .searched(OFFER_NAMES.NAME)
            .build();

    OfferNameRows(DSLContext sql, String accountId) {
        super(sql, accountId, OFFER_NAMES, OFFER_NAMES.ACCOUNT_ID, OFFER_NAMES.ID, OFFER_NAMES.CREATED);
    }

    /** The names of a kind that a query wants. */
    public Slice<OfferName> list(Kind kind, ListQuery query) {
        return list(FIELDS, OFFER_NAMES.KIND.eq(kind.name()), query);
    }

    /** The entry of that kind with that id. */
    public Optional<OfferName> find(Kind kind, String id) {
        return findFirst(OFFER_NAMES.KIND.eq(kind.name()).and(OFFER_NAMES.ID.eq(id)));
    }

    /** The entry that a name means. */
    public Optional<OfferName> findByName(Kind kind, String name) {
        return findFirst(OFFER_NAMES.KIND.eq(kind.name()).and(OFFER_NAMES.NAME_KEY.eq(kind.key(name))));
    }

    /** Adds the names that every account begins with. */
    public void insertUsual(Instant now) {
        List<Channel> channels = List.of(Channel.STABLE, Channel.BETA, Channel.ALPHA, Channel.RC);
        for (int i = 0; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            insert(new OfferName(usualId(101 + i), Kind.CHANNEL, channel.key(), channel, now, now));
        }
        List<String> platforms = List.of("windows", "macos", "linux");
        for (int i = 0; i < platforms.size(); i++) {
            insert(new OfferName(usualId(201 + i), Kind.PLATFORM, platforms.get(i), null, now, now));
        }
    }

    private static String usualId(int number) {
        return "00000000-0000-7000-8000-%012d".formatted(number);
    }

    /** Adds an entry. */
    public void insert(OfferName entry) {
        sql.insertInto(OFFER_NAMES).set(row(entry)).execute();
    }

    /** Adds an entry unless one of its meaning is there. */
    public void note(OfferName entry) {
        sql.insertInto(OFFER_NAMES)
                .set(row(entry))
                .onConflict(OFFER_NAMES.ACCOUNT_ID, OFFER_NAMES.KIND, OFFER_NAMES.NAME_KEY)
                .doNothing()
                .execute();
    }

    private OfferNamesRecord row(OfferName entry) {
        OfferNamesRecord row = values(entry);
        row.setAccountId(accountId);
        row.setId(entry.id());
        row.setKind(entry.kind().name());
        row.setCreated(micros(entry.created()));
        return row;
    }

    /** Replaces what can change of an entry. */
    public void update(OfferName entry) {
        sql.update(OFFER_NAMES)
                .set(values(entry))
                .where(present().and(OFFER_NAMES.ID.eq(entry.id())))
                .execute();
    }

    private static OfferNamesRecord values(OfferName entry) {
        OfferNamesRecord row = new OfferNamesRecord();
        row.setName(entry.name());
        row.setNameKey(entry.kind().key(entry.name()));
        row.setKeygenChannel(entry.channel() == null ? null : entry.channel().name());
        row.setUpdated(micros(entry.updated()));
        return row;
    }

    @Override
    OfferName map(OfferNamesRecord row) {
        @Nullable String channel = row.getKeygenChannel();
        return new OfferName(
                row.getId(),
                Kind.valueOf(row.getKind()),
                row.getName(),
                channel == null ? null : Channel.valueOf(channel),
                instant(row.getCreated()),
                instant(row.getUpdated()));
    }
}
