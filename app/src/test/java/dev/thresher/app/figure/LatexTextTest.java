package dev.thresher.app.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What these give was compiled with pdfLaTeX and looked at. */
class LatexTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '\t', quoteCharacter = '\u0001', value = {
        "a_b 5% R&D #1 $2 {x}\ta\\_b 5\\% R\\&D \\#1 \\$2 \\{x\\}",
        "~^\\\t\\textasciitilde{}\\textasciicircum{}\\textbackslash{}",
        "a<b>c|d\ta$<$b$>$c$|$d",
        "α = 5×10, η ± 2 ≥ 1\t$\\alpha$ = 5$\\times$10, $\\eta$ $\\pm$ 2 $\\geq$ 1",
        "Σω\t$\\Sigma$$\\omega$",
        "é ñ ü č ç å ő Í\t{\\'{e}} {\\~{n}} {\\\"{u}} {\\v{c}} {\\c{c}} {\\r{a}} {\\H{o}} {\\'{I}}",
        "e\u0301\t{\\'{e}}",
        "ß ø Æ ł\t{\\ss} {\\o} {\\AE} {\\l}",
        "run-1--2---3\trun-1-{}-2-{}-{}-3",
        "[x]*\t{[}x]{*}",
        "'a' `b` \"c\"\t{'}a{'} {`}b{`} {''}c{''}",
        "中\t{\\ifdefined\\Umathcode 中\\else U+4E2D\\fi}",
        "😀\t{\\ifdefined\\Umathcode 😀\\else U+1F600\\fi}",
    })
    void isSetAsItReads(String words, String latex) {
        assertThat(LatexText.of(words)).isEqualTo(latex);
    }
}
