/** @file The configuration with which nbgrader makes, grades and explains our exercises. */
import { stubs } from '../../grade/grader.ts';

/** `nbgrader_config.py` for a course in one language. */
export function nbgraderConfig(language: 'en' | 'ko'): string {
  const stub = JSON.stringify(stubs[language]); // a Python text, too
  const text = JSON.stringify(language === 'ko' ? '여기에 답을 쓰세요.' : 'Write your answer here.');
  return `# For nbgrader: exercises in TypeScript on the kernelab kernel.
c = get_config()
c.ClearSolutions.code_stub = {"typescript": ${stub}}
c.ClearSolutions.text_stub = ${text}
c.Execute.timeout = 120
`;
}
