import { describe, expect, it } from 'vitest';
import { withoutFar } from '../../src/plot/output/render/near.ts';

const drawing = (inside: string): string => `<svg width="100" height="50">${inside}</svg>`;
const left = (inside: string): string => withoutFar(drawing(inside)).slice(drawing('').length - 6, -6);

describe('withoutFar', () => {
  it('drops shapes, pictures and texts that lie further away than the drawing is large', () => {
    expect(left('<path d="M-500,5L-300,9"></path>')).toBe('');
    expect(left('<path d="M5,-500V-90H90"/>')).toBe('');
    expect(left('<path class="point" transform="translate(-500,5)" d="M5,0A5,5 0 1,1 0,-5Z"></path>')).toBe('');
    expect(left('<path class="yerror" d="M-500,9h0m-5,0V8m-9,0h4c5,5 9,9 12,1z"></path>')).toBe('');
    expect(left('<rect x="300" y="0" width="9" height="9"></rect>')).toBe('');
    expect(left('<image x="-5000" y="0" width="9" height="9" href="data:,"></image>')).toBe('');
    expect(left('<text x="5" y="300"><tspan>far</tspan></text>')).toBe('');
    expect(left('<text transform="translate(0,-400)rotate(-90,5,5)" x="5" y="5">far</text>')).toBe('');
  });

  it('keeps what may be seen', () => {
    for (const shape of [
      '<path d="M-500,5L700,9"></path>',
      '<path d="M-500,25A600,600 0 0,1 700,25"></path>',
      '<path d="M5000,25A5000,5000 0 1,1 0,-5000Z"></path>',
      '<path d="M-500,0v9" transform="translate(520,0)"></path>',
      '<path d="M-500,5c5,5 9,9 900,9"></path>',
      '<path d="M-500,5L-300,9" transform="skewX(9)"></path>',
      '<path d=""></path>',
      '<path d="MNaN,5LNaN,9"></path>',
      '<rect x="-500" y="0" width="900" height="9"></rect>',
      '<image x="-3" y="0" width="9" height="9" transform="translate(0,50)scale(1,-1)" href="data:,"></image>',
      '<text x="-40" y="9">near</text>',
    ]) {
      expect(left(shape)).toBe(shape);
    }
  });
});
