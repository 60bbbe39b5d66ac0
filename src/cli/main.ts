/**
 * @file The command line: `npx kernelab COMMAND`. Each command lives in its own file and returns an exit code.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say, type Translated } from '../errors/index.ts';
import { root } from './paths.ts';
import { program } from './program.ts';

interface Command {
  usage: string;
  about: Translated;
  run: (args: string[]) => Promise<number>;
}

const commands: Record<string, Command> = {
  lab: {
    usage: 'lab [--port N] [--no-browser] [--dir FOLDER]',
    about: {
      en: 'install what is missing and open JupyterLab on the labs (npm start)',
      ko: '빠진 것을 설치하고 실습이 담긴 JupyterLab을 엽니다 (npm start)',
    },
    run: async (args) => (await import('./lab.ts')).labCommand(args),
  },
  run: {
    usage: 'run NB.ipynb|SCRIPT.ts [--output OUT] [--timeout S] [--param name=value] [--allow-errors]',
    about: {
      en: 'run a notebook, or a script, straight on the kernel, without Python or Jupyter',
      ko: '파이썬이나 주피터 없이 커널에서 노트북이나 스크립트를 바로 실행합니다',
    },
    run: async (args) => (await import('./run.ts')).runCommand(args),
  },
  export: {
    usage: 'export NB.ipynb [--to html|pdf|ts] [--output OUT.html|OUT.pdf|OUT.ts]',
    about: {
      en: 'one HTML file whose plots stay interactive without a network, or a PDF (with a Chrome, Chromium or Edge); a script in TypeScript',
      ko: '인터넷 없이도 그래프가 움직이는 HTML 파일 하나로, 또는 PDF로 내보냅니다 (PDF에는 Chrome, Chromium, Edge 중 하나가 필요합니다). TypeScript 스크립트로도 내보냅니다',
    },
    run: async (args) => (await import('./export.ts')).exportCommand(args),
  },
  grade: {
    usage:
      'grade build SOURCE… --out DIR | run SUBMISSIONS… --source SOURCE… --out DIR [--jobs N] [--shard I/N] [--resume] [--only QUESTION] [--late SHARE] [--on slurm] [--lms moodle|canvas|nbgrader|gradescope --worksheet FILE] | merge DIR… --out DIR | feedback DIR | overview DIR --source SOURCE… [--anonymous] | upload DIR --lms PLATFORM [--worksheet FILE]',
    about: {
      en: "make exercises from a lecturer's notebook; grade submissions in sandboxes; feedback for students, an overview for lecturers",
      ko: '강의자의 노트북으로 과제를 만들고, 제출물을 격리된 환경에서 채점하고, 학생과 강의자가 볼 페이지를 만듭니다',
    },
    run: async (args) => (await import('./grade.ts')).gradeCommand(args),
  },
  kernel: {
    usage: 'kernel install|uninstall --user|--sys-prefix|--prefix P',
    about: {
      en: 'register the kernel for another Jupyter, VS Code or JupyterHub',
      ko: '다른 주피터, VS Code, JupyterHub에 커널을 등록합니다',
    },
    run: async (args) => (await import('./kernel.ts')).kernelCommand(args),
  },
  deploy: {
    usage: 'deploy DIR [--prefix P|--sys-prefix]',
    about: {
      en: 'what runs, and nothing else, in a folder for all users of a server; registered with the Jupyter at P',
      ko: '서버의 모든 사용자가 쓰는 폴더에 실행에 필요한 것만 설치하고, P에 있는 주피터에 등록합니다',
    },
    run: async (args) => (await import('./deploy.ts')).deployCommand(args),
  },
  bundle: {
    usage: 'bundle DIR [--platform linux-x64,win32-x64,darwin-arm64] [--python 3.12] [--data] [--weights NAMES]',
    about: {
      en: 'a folder that sets up machines without a network (node DIR/start.mjs)',
      ko: '네트워크가 없는 컴퓨터에 설치할 폴더를 만들기 (node DIR/start.mjs)',
    },
    run: async (args) => (await import('./bundle.ts')).bundleCommand(args),
  },
  data: {
    usage: 'data list|fetch|verify|mirror DIR|serve DIR',
    about: {
      en: "prepare the course's data, also for a classroom without internet",
      ko: '강의 자료를 준비합니다. 인터넷이 없는 강의실에서도 쓸 수 있습니다',
    },
    run: async (args) => (await import('./data.ts')).dataCommand(args),
  },
};

// `kernelab help | head` closes the pipe before all is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(process.exitCode ?? 0);
});
// The door (bin/kernelab.mjs) was killed: Ctrl-C would not reach this process any more.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

await program(() => main(process.argv.slice(2)), `kernelab ${commands[process.argv[2] ?? '']?.usage ?? 'help'}`);

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return 0;
  }
  if (name === '--version' || name === '-v') {
    process.stdout.write(`kernelab ${version()}, Node ${process.versions.node}, ${process.platform}-${process.arch}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const unknown = say({ en: `'${name}' is not a command.`, ko: `'${name}' 명령은 없습니다.` });
    process.stderr.write(`kernelab: ${unknown}\n\n${help()}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`kernelab ${command.usage}\n    ${say(command.about)}\n`);
    return 0;
  }
  return command.run(args);
}

function version(): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

function help(): string {
  const rows = Object.values(commands).map(({ usage, about }) => `  kernelab ${usage}\n      ${say(about)}\n`);
  const title = say({
    en: 'a TypeScript kernel and labs for convolutional neural networks',
    ko: 'TypeScript 커널과 합성곱 신경망 실습',
  });
  return `kernelab: ${title}\n\n${rows.join('')}`;
}
