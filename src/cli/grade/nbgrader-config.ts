/**
 * @file The configurations with which nbgrader makes, grades and explains exercises in TypeScript: one that `kernelab kernel
 * install` puts beside the kernel, so that a course needs none of its own, and one that `kernelab grade build` writes for a course.
 */
import { stubs } from '../../grade/grader.ts';

const mark = '# Written by `kernelab kernel install`';

/** `nbgrader_config.py` of an environment: nbgrader's own stubs, and one for TypeScript. */
export function nbgraderDefaults(language: 'en' | 'ko'): string {
  return `${mark}, which replaces this file; a course's own nbgrader_config.py comes after it.
from nbgrader.preprocessors import ClearSolutions

c = get_config()
c.ClearSolutions.code_stub = {**ClearSolutions().code_stub, "typescript": ${pythonText(stubs[language])}}
`;
}

/** Whether a configuration is one that `kernelab kernel install` wrote. */
export function isOurs(text: string): boolean {
  return text.startsWith(mark);
}

/** `nbgrader_config.py` for a course in one language. */
export function nbgraderConfig(language: 'en' | 'ko'): string {
  const text = pythonText(language === 'ko' ? '여기에 답을 쓰세요.' : 'Write your answer here.');
  return `# For nbgrader: exercises in TypeScript on the kernelab kernel.
c = get_config()
c.ClearSolutions.code_stub = {"typescript": ${pythonText(stubs[language])}}
c.ClearSolutions.text_stub = ${text}
c.Execute.timeout = 120
`;
}

/** JSON's texts are Python's, too. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
