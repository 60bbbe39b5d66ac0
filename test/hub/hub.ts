/**
 * @file A JupyterHub of its own on 127.0.0.1: from PyPI in build/hub, with the proxy that it is usually run with, a process for each
 * user's server (SimpleLocalProcessSpawner), one password for all (DummyAuthenticator), and kernelab as `kernelab kernel install
 * --prefix` brings it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runNpm } from '../../bin/npm.mjs';
import { inJupyter, type JupyterConnection } from '../../scripts/jupyter-connection.ts';
import { deployCommand } from '../../src/cli/deploy.ts';
import { freePort } from '../../src/cli/lab.ts';
import { root } from '../../src/cli/paths.ts';
import { clientEnvironment, end, preparePython, serve } from '../clients/environment.ts';

/** The environment of the hub. */
export const venv = join(root, 'build', 'hub');
const PROXY = '5.3.0';
const proxy = join(venv, 'node_modules', 'configurable-http-proxy');
const password = 'one for the whole class';
const serviceToken = 'the-culler-of-this-test';

/** What runs of kernelab, as a server has it. */
export const deployed = join(venv, 'kernelab');

/** Installs JupyterHub and its proxy where that has not been done, and kernelab as it is now, as deploy/install.sh does. */
export async function prepareHub(): Promise<void> {
  await preparePython(venv);
  const file = join(proxy, 'package.json');
  const there = existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version === PROXY;
  if ((await deployCommand([deployed, '--prefix', venv])) !== 0) throw new Error('kernelab could not be deployed.');
  if (!there) await runNpm(venv, ['install', '--no-save', `configurable-http-proxy@${PROXY}`], "JupyterHub's proxy");
}

/** What a lecturer writes into jupyterhub_config.py, here with free ports and without waiting. JSON's texts and lists are Python's. */
function configuration(settings: Record<string, unknown>): string {
  return Object.entries(settings)
    .map(([name, value]) => `c.${name} = ${value === true ? 'True' : JSON.stringify(value)}\n`)
    .join('');
}

/** A user who has logged in. */
export interface User {
  name: string;
  token: string;
  /** The folder of the user's notebooks. */
  home: string;
}

export class Hub {
  readonly #folder: string;
  readonly #port: number;
  readonly #process: ChildProcess;
  #culler: ChildProcess | undefined;

  private constructor(folder: string, port: number, child: ChildProcess) {
    [this.#folder, this.#port, this.#process] = [folder, port, child];
  }

  /** Starts a hub for some users; `environment` is that of their servers. */
  static async start(folder: string, users: readonly string[], environment: Record<string, string>): Promise<Hub> {
    const port = await freePort(19_700);
    const [hubPort, apiPort] = [await freePort(19_740), await freePort(19_780)];
    for (const user of users) mkdirSync(join(folder, 'home', user), { recursive: true });
    const culls = ['list:users', 'read:users:activity', 'read:servers', 'delete:servers'];
    const settings = {
      'JupyterHub.bind_url': `http://127.0.0.1:${port}/`,
      'JupyterHub.hub_bind_url': `http://127.0.0.1:${hubPort}`,
      'ConfigurableHTTPProxy.api_url': `http://127.0.0.1:${apiPort}`,
      'ConfigurableHTTPProxy.command': [process.execPath, join(proxy, 'bin', 'configurable-http-proxy')],
      'JupyterHub.authenticator_class': 'dummy',
      'DummyAuthenticator.password': password,
      'Authenticator.allowed_users': users,
      'JupyterHub.spawner_class': 'simple',
      'SimpleLocalProcessSpawner.home_dir_template': join(folder, 'home', '{username}'),
      'Spawner.args': process.getuid?.() === 0 ? ['--allow-root'] : [],
      // A server reports every second that it is used, so that culling need not be waited for.
      'Spawner.environment': { ...environment, JUPYTERHUB_ACTIVITY_INTERVAL: '1' },
      'JupyterHub.activity_resolution': 0,
      'JupyterHub.last_activity_interval': 1,
      'JupyterHub.services': [{ name: 'culler', api_token: serviceToken }],
      'JupyterHub.load_roles': [{ name: 'culler', services: ['culler'], scopes: culls }],
    };
    const config = join(folder, 'jupyterhub_config.py');
    writeFileSync(config, configuration(settings));
    const url = `http://127.0.0.1:${port}/hub/health`;
    return new Hub(folder, port, await serve(folder, 'jupyterhub', ['-f', config], url, venv));
  }

  /** Logs in and waits until the user's server is there. */
  async enter(name: string): Promise<User> {
    const auth = { username: name, password };
    const { token } = (await this.#api('POST', `users/${name}/tokens`, undefined, { auth })) as { token: string };
    const user = { name, token, home: join(this.#folder, 'home', name) };
    await this.#api('POST', `users/${name}/server`, token);
    while (!(await this.isRunning(user))) await sleep(200);
    return user;
  }

  /** Whether a user's server is up. */
  async isRunning({ name, token }: User): Promise<boolean> {
    const { servers } = (await this.#api('GET', `users/${name}`, token)) as {
      servers: Record<string, { ready: boolean }>;
    };
    return servers['']?.ready ?? false;
  }

  /** Opens a notebook, as JupyterLab does; `token` of another user to see what comes of it. */
  open({ name, token }: User, notebook: string): Promise<JupyterConnection> {
    return inJupyter({ port: this.#port, token, base: `/user/${name}/` }, notebook);
  }

  /** The text of a page of a user's server. */
  async page({ name, token }: User, path: string): Promise<string> {
    const headers = { Authorization: `token ${token}` };
    return (await fetch(`http://127.0.0.1:${this.#port}/user/${name}/${path}`, { headers })).text();
  }

  /** Starts jupyterhub-idle-culler: servers that nobody has used for so many seconds are ended. */
  cull(seconds: number): void {
    const url = `http://127.0.0.1:${this.#port}/hub/api`;
    const args = ['-m', 'jupyterhub_idle_culler', `--timeout=${seconds}`, '--cull-every=1', `--url=${url}`];
    const env = { ...clientEnvironment(this.#folder, venv), JUPYTERHUB_API_TOKEN: serviceToken };
    this.#culler = spawn('python', args, { cwd: this.#folder, env, stdio: 'ignore' });
  }

  async stop(): Promise<void> {
    await end(this.#culler);
    await end(this.#process);
  }

  async #api(method: string, path: string, token?: string, body: object = {}): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/hub/api/${path}`, {
      method,
      headers: token === undefined ? {} : { Authorization: `token ${token}` },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
