/** @file A Slurm cluster of this one machine, for tests: munge, slurmctld and slurmd from Debian's packages, all in one folder. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const programs = ['munged', 'slurmctld', 'slurmd', 'sbatch', 'squeue', 'scontrol'];

/** Why no cluster can run here; undefined when one can. */
export function missing(): string | undefined {
  if (process.platform !== 'linux') return 'Slurm runs on Linux';
  if (process.getuid?.() !== 0) return 'slurmd starts as root only';
  const absent = programs.filter((name) => spawnSync('which', [name]).status !== 0);
  return absent.length === 0 ? undefined : `${absent.join(', ')} missing: apt-get install slurm-wlm munge`;
}

export class Cluster {
  readonly #folder: string;
  readonly #children = new Map<string, ChildProcess>();
  readonly #port = 20_000 + (process.pid % 20_000);

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Starts the three daemons; the environment then points Slurm's programs here. */
  async start(): Promise<void> {
    for (const name of ['state', 'spool', 'munge'])
      mkdirSync(join(this.#folder, name), { recursive: true, mode: 0o755 });
    const key = join(this.#folder, 'munge', 'key');
    writeFileSync(key, randomBytes(128), { mode: 0o400 });
    const socket = join(this.#folder, 'munge', 'socket');
    const at = (name: string): string => join(this.#folder, name);
    writeFileSync(
      at('slurm.conf'),
      `ClusterName=kernelab
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${this.#port}
SlurmdPort=${this.#port + 1}
AuthType=auth/munge
AuthInfo=socket=${socket}
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${at('state')}
SlurmdSpoolDir=${at('spool')}
SlurmctldPidFile=${at('slurmctld.pid')}
SlurmdPidFile=${at('slurmd.pid')}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
JobRequeue=1
ReturnToService=2
SlurmdTimeout=10
MpiDefault=none
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=${availableParallelism()} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`,
    );
    process.env['SLURM_CONF'] = at('slurm.conf');
    const munge = ['munge/pid', 'munge/log', 'munge/seed'].map(at) as [string, string, string];
    this.#daemon(
      'munged',
      [
        ['--foreground', '--force', `--key-file=${key}`, `--socket=${socket}`],
        [`--pid-file=${munge[0]}`, `--log-file=${munge[1]}`, `--seed-file=${munge[2]}`],
      ].flat(),
    );
    await until('munged', () => existsSync(socket));
    this.#daemon('slurmctld', ['-D', '-i', '-f', at('slurm.conf')]);
    await this.startNode();
  }

  /** Starts slurmd (again) and waits until its node takes jobs. */
  async startNode(): Promise<void> {
    this.#daemon('slurmd', ['-D', '-f', join(this.#folder, 'slurm.conf')]);
    await until('slurmd', () => /^(idle|mix|alloc)/m.test(said('sinfo', ['--noheader', '--format=%t'])));
  }

  /** The node dies: its daemon, and everything that it started for jobs. */
  killNode(): void {
    this.#children.get('slurmd')?.kill('SIGKILL');
    for (const pid of this.#steps()) process.kill(pid, 'SIGKILL');
  }

  stop(): void {
    for (const pid of this.#steps()) process.kill(pid, 'SIGKILL');
    for (const child of [...this.#children.values()].reverse()) child.kill('SIGKILL');
    delete process.env['SLURM_CONF'];
  }

  /** Processes of this cluster's jobs: they bear its configuration in their environment or on their command line. */
  #steps(): number[] {
    const own = `SLURM_CONF=${join(this.#folder, 'slurm.conf')}`;
    const daemons = new Set([process.pid, ...[...this.#children.values()].map(({ pid }) => pid)]);
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && !daemons.has(Number(name)))
      .filter((name) => {
        try {
          const environment = readFileSync(`/proc/${name}/environ`, 'latin1').split('\0');
          return environment.includes(own) && environment.some((line) => line.startsWith('SLURM_JOB_ID='));
        } catch {
          return false; // it has ended
        }
      })
      .map(Number);
  }

  #daemon(name: string, args: string[]): void {
    const log = openSync(join(this.#folder, `${name}.log`), 'a');
    this.#children.set(name, spawn(name, args, { stdio: ['ignore', log, log] }));
  }
}

function said(program: string, args: string[]): string {
  return spawnSync(program, args, { encoding: 'utf8' }).stdout;
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (holds()) return;
    await setTimeout(200);
  }
  throw new Error(`${what} did not start within a minute`);
}
