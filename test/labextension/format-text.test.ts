/** @file Cells formatted by prettier itself, with what is no TypeScript left as it is. */
import { describe, expect, it } from 'vitest';
import { format } from '../../labextension/src/prettier-entry.ts';

const formatted = async (code: string): Promise<string> => (await format(code, 0)).code;

describe('format', () => {
  it('does what prettier does, without its line break at the end', async () => {
    expect(await formatted('const a={b:1,c:"d"}\nfoo( a )')).toBe("const a = { b: 1, c: 'd' };\nfoo(a);");
    expect(await formatted('type P<T>={x:T}\nawait f<P<number>>()')).toBe(
      'type P<T> = { x: T };\nawait f<P<number>>();',
    );
    expect(await formatted('const e=<b>x</b>')).toBe('const e = <b>x</b>;');
    expect(await formatted('')).toBe('');
    expect(await formatted(' \n')).toBe(' \n');
  });

  it('leaves commands where they are', async () => {
    expect(await formatted('%time f( 1 )\nconst x=1\n!npm install  dayjs\n!ls')).toBe(
      '%time f( 1 )\nconst x = 1;\n!npm install  dayjs\n!ls',
    );
    expect(await formatted('%%time\nconst x=1')).toBe('%%time\nconst x = 1;');
    expect(await formatted('%%bash\nif [ 1 ];then echo   1;fi')).toBe('%%bash\nif [ 1 ];then echo   1;fi');
    expect(await formatted('!isReady()&&wait()')).toBe('!isReady() && wait();');
    const many = Array.from({ length: 12 }, (_, i) => `!echo ${i}`);
    expect(await formatted(['let a=1', ...many].join('\n'))).toBe(['let a = 1;', ...many].join('\n'));
  });

  it('an object alone in a cell stays an object', async () => {
    expect(await formatted('{a:1,b:2}')).toBe('{ a: 1, b: 2 }');
    expect(await formatted('{ if(a){b()} }')).toBe('{\n  if (a) {\n    b();\n  }\n}');
  });

  it('keeps the cursor at what it stood at', async () => {
    const code = 'const a=1\nconst  b   =   22';
    const { code: text, cursor } = await format(code, code.indexOf('22'));
    expect(text.slice(cursor)).toBe('22;');
    const whole = '%%time\nconst  b   =   22';
    const timed = await format(whole, whole.indexOf('22'));
    expect(timed.code.slice(timed.cursor)).toBe('22;');
  });

  it('says where a cell does not parse', async () => {
    await expect(formatted('const = 3')).rejects.toThrow(/Variable declaration expected|expected.*\(1:7\)/);
    await expect(formatted('%time (\nfoo(')).rejects.toThrow(/\(\d+:\d+\)/);
  });
});
