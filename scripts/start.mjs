// npm start: installs if needed, builds if needed, serves the built page and prints its address.
import { spawn } from 'node:child_process';
import { build, deps } from './setup.mjs';

deps();
build();
const vite = ['node_modules/vite/bin/vite.js', 'preview', '--host', '127.0.0.1', '--port', '4173'];
const server = spawn(process.execPath, [...vite, ...process.argv.slice(2)], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
