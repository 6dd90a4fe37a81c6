package dev.slipway.store;

import static dev.slipway.store.schema.Tables.CLASSIC_FILES;

import dev.slipway.model.AnnouncedFile;
import dev.slipway.store.schema.tables.records.ClassicFilesRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;

/** The files that releases made through Keygen's API version 1.0 were announced with. */
public final class ClassicFileRows {
    private final DSLContext sql;
    private final String accountId;

    ClassicFileRows(DSLContext sql, String accountId) {
        this.sql = sql;
        this.accountId = accountId;
    }

    /** The file that a release was announced with. */
    public Optional<AnnouncedFile> find(String releaseId) {
        return ofReleases(List.of(releaseId)).stream().findFirst();
    }

    /** The files that these releases were announced with, in no particular order. */
    public List<AnnouncedFile> ofReleases(Collection<String> releaseIds) {
        return releaseIds.isEmpty()
                ? List.of()
                : sql.selectFrom(CLASSIC_FILES)
                        .where(CLASSIC_FILES.ACCOUNT_ID.eq(accountId).and(CLASSIC_FILES.RELEASE_ID.in(releaseIds)))
                        .fetch(ClassicFileRows::map);
    }

    /**
     * Adds or replaces the file that a release is announced with.
     *
     * @param unique whether no other file of the product may have the name and this rule
     */
    public void save(AnnouncedFile file, boolean unique) {
        ClassicFilesRecord row = new ClassicFilesRecord();
        row.setProductId(file.productId());
        row.setFilename(file.filename());
        row.setUniqueFilename(unique ? file.filename() : null);
        row.setFiletype(file.filetype());
        row.setFilesize(file.filesize());
        row.setPlatform(file.platform());
        row.setSignature(file.signature());
        row.setChecksum(file.checksum());
        sql.insertInto(CLASSIC_FILES)
                .set(row)
                .set(CLASSIC_FILES.ACCOUNT_ID, accountId)
                .set(CLASSIC_FILES.RELEASE_ID, file.releaseId())
                .onConflict(CLASSIC_FILES.ACCOUNT_ID, CLASSIC_FILES.RELEASE_ID)
                .doUpdate()
                .set(row)
                .execute();
    }

    /** Replaces what is declared about the file that a release is announced with. */
    public void update(AnnouncedFile file) {
        sql.update(CLASSIC_FILES)
                .set(CLASSIC_FILES.FILESIZE, file.filesize())
                .set(CLASSIC_FILES.SIGNATURE, file.signature())
                .set(CLASSIC_FILES.CHECKSUM, file.checksum())
                .where(CLASSIC_FILES.ACCOUNT_ID.eq(accountId).and(CLASSIC_FILES.RELEASE_ID.eq(file.releaseId())))
                .execute();
    }

    private static AnnouncedFile map(ClassicFilesRecord row) {
        return new AnnouncedFile(
                row.getReleaseId(),
                row.getProductId(),
                row.getFilename(),
                row.getFiletype(),
                row.getFilesize(),
                row.getPlatform(),
                row.getSignature(),
                row.getChecksum());
    }
}
