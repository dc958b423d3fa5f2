import { mkdirSync } from 'node:fs';
import { write } from '../material.ts';
import { writeConfig, type Config, type RealProgram } from './realProgram.ts';

/** One process; logs and temporary files below `root`; room for many names and listeners. */
export const nginx: RealProgram = {
  software: 'nginx',
  versionCommand: { file: 'nginx', args: ['-v'] },
  startCommand(config, root) {
    writeConfig(config);
    mkdirSync(`${root}/nginx`, { recursive: true });
    write(config.mainFile, withHousekeeping(config, root));
    return { file: 'nginx', args: ['-c', config.mainFile, '-g', globals(root)] };
  },
  testCommand: ({ mainFile }, root) => ({
    file: 'nginx',
    args: ['-t', '-q', '-c', mainFile, '-g', globals(root)],
  }),
};

const globals = (root: string): string =>
  `daemon off; master_process off; pid ${root}/nginx/pid; error_log ${root}/nginx/error.log;`;

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

function withHousekeeping({ files, mainFile }: Config, root: string): string {
  const paths = temporary.map((name) => `${name}_temp_path ${root}/nginx/${name};`).join(' ');
  const names = 'server_names_hash_max_size 8192; server_names_hash_bucket_size 256;';
  return (files.get(mainFile) ?? '')
    .replace('events {}', 'events { worker_connections 4096; }')
    .replace('http {', `http { access_log off; ${names} ${paths}`);
}
