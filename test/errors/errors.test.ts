import { describe, expect, it } from 'vitest';
import { ShapeError, nearest, say, setLanguage, shapeText, sizeText } from '../../src/errors/index.ts';

describe('errors', () => {
  it('say who refused, why, what came and what to try', () => {
    const error = new ShapeError({
      who: 'conv2d',
      rule: {
        en: 'kernel expects 3 channels but the image has 1',
        ko: '커널은 채널 3개를 받는데 그림의 채널은 1개입니다',
      },
      received: `image ${shapeText([28, 28, 1])}`,
      hint: { en: 'Give the filter one channel.', ko: '필터의 채널을 하나로 하세요.' },
    });
    expect(String(error)).toMatchInlineSnapshot(
      `"ShapeError: conv2d: kernel expects 3 channels but the image has 1. Received image (28, 28, 1). Give the filter one channel."`,
    );
    expect(error.rule).toBe('kernel expects 3 channels but the image has 1');
  });

  it('write shapes as Python tuples', () => {
    expect([shapeText([]), shapeText([3]), shapeText([null, 2])]).toEqual(['()', '(3,)', '(None, 2)']);
  });

  it('write sizes without parts of bytes', () => {
    expect([0, 812, 123.456, 26_000, 4_300_000, 1.2e9].map(sizeText)).toEqual([
      '0 B',
      '812 B',
      '123 B',
      '26 kB',
      '4.3 MB',
      '1.2 GB',
    ]);
  });

  it('find the word that was meant', () => {
    expect(nearest('kernel_size', ['filters', 'kernelSize'])).toBe('kernelSize');
    expect(nearest('zzz', ['filters', 'kernelSize'])).toBeUndefined();
    expect(nearest('bleu', ['blue', 'beige'])).toBe('blue');
  });

  it('speak the language that was set', () => {
    setLanguage('ko');
    expect(say({ en: 'stop', ko: '멈춤' })).toBe('멈춤');
    setLanguage('en');
    expect(say({ en: 'stop', ko: '멈춤' })).toBe('stop');
  });
});
