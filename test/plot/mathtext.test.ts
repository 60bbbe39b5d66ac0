import { describe, expect, it } from 'vitest';
import { markup, visibleText } from '../../src/plot/text/mathtext.ts';
import { plt } from '../../src/plot/index.ts';

const raw = String.raw;

describe('formulas between dollars', () => {
  it.each([
    ['$x^2$', '<i>x</i><sup>2</sup>'],
    ['$x_i$', '<i>x</i><sub><i>i</i></sub>'],
    ['$W_{ij}^{(l)}$', '<i>W</i><sub><i>ij</i></sub><sup>(<i>l</i>)</sup>'],
    [raw`$\alpha + \Omega$`, '<i>α</i> + Ω'],
    [raw`$\frac{1}{2}$`, '1/2'],
    [raw`$\frac{a+b}{2x}$`, '(<i>a</i> + <i>b</i>)/(2<i>x</i>)'],
    [raw`$\sqrt{x}, \sqrt{x+1}, \sqrt[3]{2}$`, '√<i>x</i>, √(<i>x</i> + 1), <sup>3</sup>√2'],
    [raw`$\mathrm{loss}_\mathbf{W}$`, 'loss<sub><b>W</b></sub>'],
    [raw`$\hat{y} \leq \bar{x}$`, '<i>ŷ</i> ≤ <i>x̄</i>'],
    [raw`$\sum_{i=1}^{n} x_i$`, '∑<sub><i>i</i> = 1</sub><sup><i>n</i></sup><i>x</i><sub><i>i</i></sub>'],
    [raw`$10^{-3}$ m`, '10<sup>−3</sup> m'],
    [raw`$45^\circ$`, '45°'],
    [raw`$\sin x \to a < b$`, 'sin <i>x</i> → <i>a</i> &lt; <i>b</i>'],
    ['가중치 $w_1$\n$b$', '가중치 <i>w</i><sub>1</sub><br><i>b</i>'],
    [raw`$\text{val loss}$`, 'val loss'],
  ])('%s', (text, expected) => expect(markup(text).replaceAll('\u2009', ' ')).toBe(expected));

  it('put the backslash back that JavaScript took away', () => {
    // What '$\\alpha\\beta$' with single backslashes is to JavaScript: 'alpha' and a backspace with 'eta'.
    expect(markup('$alpha\beta$ $\theta$ $\nu$ $\rho$ $\frac{1}{n}$')).toBe(
      '<i>αβ</i> <i>θ</i> <i>ν</i> <i>ρ</i> 1/<i>n</i>',
    );
    expect(markup('$alpha$ $sigma^2$ $sqrt{2}$')).toBe('<i>α</i> <i>σ</i><sup>2</sup> √2');
  });

  it('leave everything else as it was typed', () => {
    expect(markup('a < b & c')).toBe('a &lt; b &amp; c');
    expect(markup('cost $5')).toBe('cost $5');
    expect(markup(raw`\$5 to \$6`)).toBe('&#36;5 to &#36;6');
    expect(markup(raw`$\foo{x}$`)).toBe(raw`\foo<i>x</i>`);
    for (const broken of ['$x^$', '$x^{$', '$}{$', '$$', '$_$']) {
      expect(visibleText(broken)).toBe(broken);
    }
  });

  it('never raise, whatever is typed', () => {
    const parts = ['$', '\\', '{', '}', '^', '_', 'a', '<', '&', '\\frac', '\\sqrt', '[', ']', '\n', ' ', '\\hat'];
    let seed = 1;
    for (let i = 0; i < 3000; i++) {
      let text = '';
      for (let k = 0; k < 10; k++) text += parts[(seed = (seed * 48271) % 2147483647) % parts.length]!;
      expect(typeof markup(text)).toBe('string');
    }
  });

  it('reach titles, labels, legends, ticks and words in the axes', () => {
    plt.plot([1, 2], { label: '$y_1$' });
    plt.title('$x^2$');
    plt.xlabel('$x$');
    plt.text(0, 1, '$z$');
    plt.xticks([0, 1], ['$t_0$', 'b']);
    plt.legend();
    const json = JSON.stringify(plt.gcf().toPlotly());
    plt.close('all');
    for (const html of ['x</i><sup>2', '<i>y</i><sub>1', '"text":"<i>x</i>"', '<i>z</i>', '<i>t</i><sub>0']) {
      expect(json).toContain(html);
    }
  });
});
