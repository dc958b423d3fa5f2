/** Programs that run beside the tests: each started here, ended by its own process id, never by name. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

export type Running = { stop(): Promise<void> };
export type Command = { file: string; args: string[]; env?: Record<string, string> };
type Place = { address: string; port: number };

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) kill(child, 'SIGKILL');
});

/** The process was started as the leader of its own group, so that its workers end with it. */
function kill({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Seconds after which a program ends even when nobody is left to end it. */
const LONGEST = 300;

/** Resolves when every place accepts connections. Throws with what the program printed when it ends before. */
export async function start(command: Command, places: readonly Place[]): Promise<Running> {
  const child = spawn('timeout', ['--kill-after=5', String(LONGEST), command.file, ...command.args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...command.env },
  });
  running.add(child);
  let output = '';
  const collect = (data: Buffer): void => {
    output = (output + data.toString()).slice(-4000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve();
    });
    child.once('exit', () => {
      running.delete(child);
      resolve();
    });
  });
  const stop = async (): Promise<void> => {
    kill(child, 'SIGTERM');
    await Promise.race([ended, sleep(3000)]);
    kill(child, 'SIGKILL');
    await ended;
  };
  const deadline = Date.now() + 30_000;
  for (const place of places) {
    while (!(await accepts(place))) {
      const isOver = child.exitCode !== null || child.signalCode !== null || Date.now() > deadline;
      if (isOver) {
        await stop();
        throw new Error(`${command.file} does not listen on ${place.address}:${place.port}:\n${output}`);
      }
      await sleep(20);
    }
  }
  return { stop };
}

const accepts = ({ address, port }: Place): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: address, port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

export type Ran = { code: number; output: string };

const execute = promisify(execFile);

/** Runs a program to its end, for 30 seconds at most. `code` -1: it is not there. */
export async function run({ file, args, env }: Command): Promise<Ran> {
  try {
    const options = { env: { ...process.env, ...env }, timeout: 30_000 };
    const { stdout, stderr } = await execute(file, args, options);
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'number' ? error.code : -1;
    const output = 'stderr' in error ? String(error.stderr) : error.message;
    return { code, output };
  }
}
