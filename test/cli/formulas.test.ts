import { describe, expect, it } from 'vitest';
import { markdownWithMathML, prepared } from '../../src/cli/formulas.ts';

const raw = String.raw;
const text = (markdown: string): string => markdownWithMathML(markdown).text;

describe('formulas of an exported page', () => {
  it('become MathML in all five spellings', () => {
    expect(text('a $x^2$ b')).toMatch(/^a <math><msup><mi>x<\/mi><mn[^>]*>2<\/mn><\/msup><\/math> b$/);
    for (const display of [raw`$$\frac{a}{b}$$`, raw`\\[\frac{a}{b}\\]`, '$$\n\\frac{a}{b}\n$$']) {
      expect(text(display)).toMatch(/^<math display="block"[^>]*><mfrac><mi>a<\/mi><mi>b<\/mi><\/mfrac><\/math>$/);
    }
    expect(text(raw`\\(y\\)`)).toBe('<math><mi>y</mi></math>');
    expect(text(raw`\begin{align}a&=b\end{align}`)).toMatch(/^<math display="block".*<mtable/);
  });

  it('hold nothing that Markdown would take for its own', () => {
    const formulas = text('| $|x|$ | $a*b_1*c$ |').match(/<math.*?<\/math>/g)!;
    expect(formulas).toHaveLength(2);
    for (const formula of formulas) expect(formula.replace(/<[^>]*>/g, '')).not.toMatch(/[*_`|[\]]/);
    expect(text('$$a\n+b$$')).not.toContain('\n');
  });

  it('are left alone in code, as prices, and where they cannot be read', () => {
    for (const same of ['`$x$`', '```\n$x$\n```', '~~~ts\n$x$\n~~~', raw`\$5 and \$6`, 'one $ alone', '$a\n\nb$']) {
      expect(markdownWithMathML(same)).toEqual({ text: same, found: 0, left: 0 });
    }
    expect(markdownWithMathML(raw`$\nosuchcommand$`)).toEqual({ text: raw`$\nosuchcommand$`, found: 0, left: 1 });
  });

  it('tell the template what it needs', () => {
    const cell = (source: string): { cell_type: string; source: string[] } => ({
      cell_type: 'markdown',
      source: [source],
    });
    const plain = prepared({ cells: [cell('no formula'), { cell_type: 'code', source: '"$x$"', outputs: [] }] });
    expect(plain.metadata).toEqual({ kernelab: { mathjax: false } });
    expect(plain.cells[1]!.source).toBe('"$x$"');
    const { kernelab } = prepared({ cells: [cell('$x$')], metadata: { a: 1 } }).metadata as Record<
      string,
      { formulaStyle: string }
    >;
    expect(kernelab!.formulaStyle).toContain('math {');
    expect(kernelab!.formulaStyle).not.toMatch(/url\('Temml|<\/style/);
    const latex = { cell_type: 'code', outputs: [{ data: { 'text/latex': '$x$' } }] };
    expect(prepared({ cells: [latex] }).metadata).toEqual({ kernelab: { mathjax: true } });
  });
});
