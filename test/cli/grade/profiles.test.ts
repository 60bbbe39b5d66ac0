/** @file The sandboxes as they are called; that they hold is what `npm run test:grade` tries. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { bubblewrapArguments, containerArguments, scopeArguments } from '../../../src/cli/grade/profiles.ts';
import { chooseSandbox, usualLimits } from '../../../src/cli/grade/sandbox.ts';

const inside = {
  command: ['node', 'inside.js'],
  environment: { HOME: '/tmp', KERNELAB_ROOT: '/product/kernelab' },
  folder: '/tmp/work',
  product: [
    { from: import.meta.dirname, to: '/product/kernelab' },
    { from: '/there/is/no/such/folder', to: '/product/none' },
  ],
};

describe('sandboxes are called with', () => {
  test('bubblewrap', () => {
    const args = bubblewrapArguments(inside, usualLimits);
    // Which folders of the system there are differs between machines.
    const own = args.join(' ').replaceAll(/ --ro-bind (\/(?:lib|bin|sbin|etc)\S*) \1/g, '');
    expect(own.replaceAll(import.meta.dirname, '<product>')).toMatchInlineSnapshot(
      `"--unshare-all --unshare-user --disable-userns --die-with-parent --new-session --cap-drop ALL --clearenv --setenv HOME /tmp --setenv KERNELAB_ROOT /product/kernelab --ro-bind /usr /usr --proc /proc --dev /dev --size 1048576 --tmpfs /dev/shm --size 67108864 --tmpfs /tmp --dir /tmp/work --ro-bind <product> /product/kernelab --chdir /tmp/work -- prlimit --nproc=200 --fsize=67108864 --core=0 --nofile=1024 -- node inside.js"`,
    );
    const at = (name: string): number => args.indexOf(name);
    expect(at('/tmp')).toBeLessThan(at(import.meta.dirname)); // a mount over /tmp would hide what was bound below it
    expect(at('--clearenv')).toBeLessThan(at('--setenv'));
  });

  test('podman and docker', () => {
    const args = containerArguments(inside, usualLimits, 'kernelab-grade-1', 'docker.io/library/node:26-slim');
    expect(args.join(' ').replaceAll(import.meta.dirname, '<product>')).toMatchInlineSnapshot(
      `"run --rm --interactive --init --name kernelab-grade-1 --network none --ipc none --read-only --user 65534:65534 --cap-drop ALL --security-opt no-new-privileges --memory 3072m --memory-swap 3072m --pids-limit 200 --ulimit core=0 --ulimit nofile=1024 --ulimit fsize=67108864 --tmpfs /tmp:rw,nosuid,nodev,mode=1777,size=67108864,nr_inodes=20000 --tmpfs /tmp/work:rw,nosuid,nodev,mode=1777,size=67108864,nr_inodes=20000 --env HOME=/tmp --env KERNELAB_ROOT=/product/kernelab --mount type=bind,source=<product>,target=/product/kernelab,readonly --workdir /tmp/work docker.io/library/node:26-slim node inside.js"`,
    );
  });

  test("systemd's control groups, by root and by others", () => {
    expect(scopeArguments(['bwrap'], usualLimits).join(' ')).toMatchInlineSnapshot(
      `"--user --scope --quiet --collect --property MemoryMax=3072M --property MemorySwapMax=0 --property TasksMax=250 -- bwrap"`,
    );
    expect(scopeArguments(['bwrap'], usualLimits, 61_000).join(' ')).toMatchInlineSnapshot(
      `"--scope --quiet --collect --property MemoryMax=3072M --property MemorySwapMax=0 --property TasksMax=250 -- setpriv --reuid=61000 --regid=61000 --clear-groups -- bwrap"`,
    );
  });
});

describe('without any of them', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('nothing runs, unless --unsafe was typed', () => {
    vi.stubEnv('PATH', '/nowhere');
    expect(() => chooseSandbox(false)).toThrow(
      /submissions run in a sandbox, and neither bubblewrap \(bwrap\) nor podman nor docker works here\..*--unsafe runs them without, with all your rights; every report then says so\./,
    );
    expect(chooseSandbox(true)).toBe('none');
  });
});
