/**
 * @file The command line: `npx kernelab COMMAND`. Each command lives in its own file and returns an exit code.
 */
import { program } from './program.ts';

interface Command {
  usage: string;
  about: string;
  run: (args: string[]) => Promise<number>;
}

const commands: Record<string, Command> = {
  lab: {
    usage: 'lab [--port N] [--no-browser] [--dir FOLDER]',
    about: 'install what is missing and open JupyterLab on the labs (npm start)',
    run: async (args) => (await import('./lab.ts')).labCommand(args),
  },
  run: {
    usage: 'run NB.ipynb [--output OUT] [--timeout S] [--param name=value]',
    about: 'run a notebook straight on the kernel, without Python or Jupyter',
    run: async (args) => (await import('./run.ts')).runCommand(args),
  },
  export: {
    usage: 'export NB.ipynb [--output OUT.html]',
    about: 'one HTML file whose plots stay interactive without a network',
    run: async (args) => (await import('./export.ts')).exportCommand(args),
  },
  grade: {
    usage: 'grade build SOURCE… --out DIR | run SUBMISSIONS… --source SOURCE --out DIR | merge DIR… --out DIR',
    about: "make exercises from a lecturer's notebook; grade submissions in sandboxes",
    run: async (args) => (await import('./grade.ts')).gradeCommand(args),
  },
  kernel: {
    usage: 'kernel install|uninstall --user|--sys-prefix|--prefix P',
    about: 'register the kernel for another Jupyter, VS Code or JupyterHub',
    run: async (args) => (await import('./kernel.ts')).kernelCommand(args),
  },
  data: {
    usage: 'data list|fetch|verify|mirror DIR|serve DIR',
    about: "prepare the course's data, also for a classroom without internet",
    run: async (args) => (await import('./data.ts')).dataCommand(args),
  },
};

// The door (bin/kernelab.mjs) was killed: Ctrl-C would not reach this process any more.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

await program(() => main(process.argv.slice(2)), `kernelab ${commands[process.argv[2] ?? '']?.usage ?? 'help'}`);

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return 0;
  }
  const command = commands[name];
  if (command === undefined) {
    process.stderr.write(`kernelab: '${name}' is not a command.\n\n${help()}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`kernelab ${command.usage}\n    ${command.about}\n`);
    return 0;
  }
  return command.run(args);
}

function help(): string {
  const rows = Object.values(commands).map(({ usage, about }) => `  kernelab ${usage}\n      ${about}\n`);
  return `kernelab: a TypeScript kernel and labs for convolutional neural networks\n\n${rows.join('')}`;
}
