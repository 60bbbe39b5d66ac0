/** @file What JupyterLab's start page shows of the labs: their facts as one file, and their pictures, beside the lab extension. */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LabFacts } from '../labextension/src/start/labs.ts';
import { root } from '../src/cli/paths.ts';
import { labs, pictureOf } from './labs.ts';

/** Writes `labs.json` and the pictures into a folder. */
export function buildStart(outDir: string): void {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const facts = labs().map((lab): LabFacts => {
    const taken = (language: 'ko' | 'en'): string | null => {
      const picture = join(root, pictureOf(lab, language));
      if (!existsSync(picture)) return null;
      const file = `${language}-${basename(picture)}`;
      cpSync(picture, join(outDir, file));
      return file;
    };
    const { name, title, about, learns, minutes } = lab;
    return { name, title, about, learns, minutes, picture: { ko: taken('ko'), en: taken('en') } };
  });
  writeFileSync(join(outDir, 'labs.json'), `${JSON.stringify(facts)}\n`);
}
