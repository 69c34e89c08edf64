package org.herald.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.Extension;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_max_window_bits=10",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover, permessage-deflate",
                "x-webkit-deflate-frame, permessage-deflate"
            })
    void compressesEachMessageByItself(String offer) {
        Extension answer = Negotiation.answer(offers(offer)).orElseThrow();

        assertThat(answer.getName()).isEqualTo("permessage-deflate");
        assertThat(answer.getParameters())
                .extracting(Extension.Parameter::getName)
                .containsExactly("server_no_context_takeover", "client_no_context_takeover");
        assertThat(answer.getParameters()).allMatch(parameter -> parameter.getValue() == null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-bzip2",
                "permessage-deflate; server_max_window_bits=10",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; unheard_of",
                "permessage-deflate; Server_No_Context_Takeover",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits; client_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=15; server_max_window_bits=15",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover=true",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=015",
                "permessage-deflate; client_max_window_bits=x"
            })
    void declinesWhatItCannotServe(String offer) {
        assertThat(Negotiation.answer(offers(offer))).isEmpty();
    }

    @Test
    void negotiatesNothingWhenItIsOff() {
        assertThat(new Extensions(new Compression(false, 65_536)).negotiate(offers("permessage-deflate")))
                .isEmpty();
    }

    @Test
    void negotiatesOnceWhenItIsOn() {
        Extensions extensions = new Extensions(new Compression(true, 65_536));

        assertThat(extensions.negotiate(offers("permessage-deflate, permessage-deflate")))
                .singleElement()
                .extracting(Extension::getName)
                .isEqualTo("permessage-deflate");
        assertThat(extensions.negotiate(List.of())).isEmpty();
    }

    private static List<Extension> offers(String header) {
        return Stream.of(header.split(","))
                .<Extension>map(offer -> new Offer(List.of(offer.strip().split(";"))))
                .toList();
    }

    private record Offer(List<String> words) implements Extension {
        @Override
        public String getName() {
            return words.get(0);
        }

        @Override
        public List<Parameter> getParameters() {
            return words.stream().skip(1).<Parameter>map(Word::new).toList();
        }
    }

    private record Word(String text) implements Extension.Parameter {
        @Override
        public String getName() {
            return Arrays.asList(text.strip().split("=")).get(0);
        }

        @Override
        public String getValue() {
            return text.contains("=") ? text.substring(text.indexOf('=') + 1) : null;
        }
    }
}
