import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './programs.ts';
import { freePorts, serviceFolder, startPrograms, type TestService } from './test-service.ts';

export interface S3Address {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The Python that Debian installs Swift for, whatever else is first on PATH. */
const PYTHON = '/usr/bin/python3';
const STORAGE_SERVERS = ['account', 'container', 'object'] as const;

/** One device on one node for each ring; arguments: folder, account, container and object port. */
const BUILD_RINGS = `
import sys
from swift.common.ring import RingBuilder
for name, port in zip(('account', 'container', 'object'), sys.argv[2:]):
    builder = RingBuilder(4, 1, 0)
    builder.add_dev({'region': 1, 'zone': 1, 'ip': '127.0.0.1', 'port': int(port), 'device': 'd1', 'weight': 1})
    builder.rebalance()
    builder.get_ring().save(f'{sys.argv[1]}/{name}.ring.gz')
`;

/**
 * OpenStack Swift behind its s3api: an object store that is run in production, with signatures of
 * version 4, multipart uploads, ranges and presigned links.
 */
export async function startS3(): Promise<TestService<S3Address>> {
  const [proxyPort = 0, cachePort = 0, ...storagePorts] = await freePorts(5);
  const folder = serviceFolder('s3');
  mkdirSync(join(folder, 'devices', 'd1'), { recursive: true });
  writeFileSync(
    join(folder, 'swift.conf'),
    '[swift-hash]\nswift_hash_path_prefix = test\nswift_hash_path_suffix = test\n' +
      '[storage-policy:0]\nname = gold\ndefault = yes\n',
  );
  await promisify(execFile)(PYTHON, ['-c', BUILD_RINGS, folder, ...storagePorts.map(String)]);
  const file = (name: string, text: string) => {
    const path = join(folder, `${name}-server.conf`);
    writeFileSync(path, text);
    return path;
  };
  const storage = STORAGE_SERVERS.map((name, index) => {
    const port = storagePorts[index] ?? 0;
    return {
      file: findProgram(`swift-${name}-server`),
      args: [file(name, storageConfiguration(name, port, folder))],
      isReady: () => accepts(port),
    };
  });
  const endpoint = `http://127.0.0.1:${proxyPort}`;
  return startPrograms(
    { endpoint, region: 'us-east-1', accessKeyId: 'test:tester', secretAccessKey: 'testing' },
    folder,
    [
      ...storage,
      {
        file: findProgram('memcached'),
        args: ['-l', '127.0.0.1', '-p', String(cachePort), '-m', '64', '-u', userInfo().username],
        isReady: () => accepts(cachePort),
      },
      {
        file: findProgram('swift-proxy-server'),
        args: [file('proxy', proxyConfiguration(proxyPort, cachePort, folder))],
        isReady: async () => (await fetch(`${endpoint}/healthcheck`)).ok,
      },
    ],
  );
}

/** `workers = 0`: one process, and no forks to be left behind when it is killed. */
const commonSettings = (port: number, folder: string) => `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = ${userInfo().username}
swift_dir = ${folder}
`;

const storageConfiguration = (name: string, port: number, folder: string) => `
${commonSettings(port, folder)}
devices = ${join(folder, 'devices')}
mount_check = false
[pipeline:main]
pipeline = ${name}-server
[app:${name}-server]
use = egg:swift#${name}
`;

const proxyConfiguration = (port: number, cachePort: number, folder: string) => `
${commonSettings(port, folder)}
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth copy bulk slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:${cachePort}
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:versioned_writes]
use = egg:swift#versioned_writes
${[
  'catch_errors',
  'gatekeeper',
  'healthcheck',
  'listing_formats',
  'copy',
  'bulk',
  'slo',
  'dlo',
  'symlink',
]
  .map((name) => `[filter:${name}]\nuse = egg:swift#${name}`)
  .join('\n')}
`;

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', reject);
  });
}
