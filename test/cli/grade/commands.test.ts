import { describe, expect, it } from 'vitest';
import { gradeCommand } from '../../../src/cli/grade.ts';

const refusal = (...args: string[]): Promise<string> =>
  gradeCommand(args).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );

describe('kernelab grade refuses', () => {
  it('a command that there is not', async () => {
    expect(await refusal('mark')).toMatchInlineSnapshot(
      `"kernelab grade: build, run, merge, feedback, overview or upload comes first. Received 'mark'."`,
    );
  });

  it('several folders, or none, where one run is asked for', async () => {
    for (const command of ['feedback', 'overview', 'upload']) {
      expect(await refusal(command)).toBe(`kernelab grade ${command}: one folder of a run is named. Received nothing.`);
      expect(await refusal(command, 'a', 'b')).toContain('Received a b.');
    }
  });

  it('a platform that it does not know, and a worksheet without one', async () => {
    expect(await refusal('upload', 'graded')).toMatchInlineSnapshot(
      `"kernelab grade upload: --lms is one of moodle, canvas, nbgrader, gradescope. Received nothing."`,
    );
    expect(await refusal('run', 'all.zip', '--out', 'graded', '--lms', 'blackboard')).toContain(
      "Received 'blackboard'",
    );
    expect(await refusal('run', 'all.zip', '--out', 'graded', '--worksheet', 'grades.csv')).toContain(
      '--lms is one of',
    );
  });

  it('a worksheet for a part of the class', async () => {
    const back = ['run', 'all.zip', '--out', 'graded', '--lms', 'moodle'];
    expect(await refusal(...back, '--shard', '1/2')).toMatchInlineSnapshot(
      `"kernelab grade run: --lms is for a run of all submissions; shards are joined by merge, and then \`kernelab grade upload\` fills the worksheet in. Received --lms, --shard / --on."`,
    );
    expect(await refusal(...back, '--on', 'slurm')).toContain('--lms is for a run of all submissions');
  });
});
