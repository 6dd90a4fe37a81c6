package dev.slipway.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LoggingTest {

    @AfterEach
    void goBackToTheDefaults() {
        Logging.configure(LogFormat.TEXT, Level.INFO);
    }

    @Test
    void textHasTimeLevelLoggerMessageAndFieldsOnOneLine() {
        assertThat(written(LogFormat.TEXT, event("Answered", new KeyValuePair("http.status", 200))))
                .isEqualTo("2026-01-02T03:04:05.006Z INFO  dev.slipway.Example - Answered http.status=\"200\"\n");
    }

    @Test
    void aValueCannotForgeALine() {
        assertThat(written(LogFormat.TEXT, event("One\nTwo", new KeyValuePair("name", "a\r\nb\u001b[31m"))))
                .endsWith("- One Two name=\"a b [31m\"\n")
                .hasLineCount(1);
    }

    @Test
    void textEndsWithTheStackOfAFailure() {
        LoggingEvent event = event("Failed");
        event.setThrowableProxy(
                new ch.qos.logback.classic.spi.ThrowableProxy(new IllegalStateException("cannot go on")));

        assertThat(written(LogFormat.TEXT, event))
                .contains(
                        "Failed", "java.lang.IllegalStateException: cannot go on", "at dev.slipway.config.LoggingTest");
    }

    @Test
    void jsonIsOneObjectOnALine() {
        String line = written(LogFormat.JSON, event("Answered \"it\"\n", new KeyValuePair("http.status", 200)));

        assertThat(line).endsWith("}\n").hasLineCount(1);
        JsonNode object = JsonMapper.shared().readTree(line);
        assertThat(object.get("level").stringValue()).isEqualTo("INFO");
        assertThat(object.get("loggerName").stringValue()).isEqualTo("dev.slipway.Example");
        assertThat(object.get("timestamp").longValue()).isEqualTo(1_767_323_045_006L);
        assertThat(object.get("formattedMessage").stringValue()).isEqualTo("Answered \"it\"\n");
        assertThat(object.get("kvpList").get(0).get("http.status").asString()).isEqualTo("200");
    }

    @Test
    void theLevelIsForOurOwnEventsAndLibrariesOnlyWarn() {
        Logging.configure(LogFormat.JSON, Level.DEBUG);
        assertThat(LoggerFactory.getLogger("dev.slipway.Example").isDebugEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("dev.slipway.Example").isTraceEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.example").isInfoEnabled()).isFalse();
        assertThat(LoggerFactory.getLogger("org.example").isWarnEnabled()).isTrue();

        Logging.configure(LogFormat.JSON, Level.ERROR);
        assertThat(LoggerFactory.getLogger("org.example").isWarnEnabled()).isFalse();
    }

    @Test
    void configuringTwiceLeavesOneOutputOnStandardError() {
        Logging.configure(LogFormat.JSON, Level.INFO);
        Logging.configure(LogFormat.TEXT, Level.INFO);

        assertThat(root((LoggerContext) LoggerFactory.getILoggerFactory()).iteratorForAppenders())
                .toIterable()
                .singleElement()
                .isInstanceOfSatisfying(
                        ConsoleAppender.class,
                        appender -> assertThat(appender.getTarget()).isEqualTo("System.err"));
    }

    @Test
    void theFileWritesWhatTheSwitchWritesByDefault() throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LoggingTest.class.getResource("/logback.xml"));
        ConsoleAppender<ILoggingEvent> appender =
                (ConsoleAppender<ILoggingEvent>) root(context).getAppender("standard-error");
        LoggingEvent event = event("Answered\n", new KeyValuePair("http.status", 200));

        assertThat(new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8))
                .isEqualTo(written(LogFormat.TEXT, event));
        assertThat(appender.getTarget()).isEqualTo("System.err");
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static LoggingEvent event(String message, KeyValuePair... fields) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.slipway.Example");
        LoggingEvent event = new LoggingEvent(
                LoggingTest.class.getName(), logger, ch.qos.logback.classic.Level.INFO, message, null, null);
        event.setTimeStamp(1_767_323_045_006L);
        event.setKeyValuePairs(List.of(fields));
        return event;
    }

    private static String written(LogFormat format, LoggingEvent event) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return new String(Logging.encoder(format, context).encode(event), StandardCharsets.UTF_8);
    }
}
