import { z } from 'zod';
import { addressOrNone } from './setting-kinds.ts';

/** Settings of the store of files, where it is not a folder. */
export const STORE_SETTINGS = {
  s3Endpoint: {
    variable: 'S3_ENDPOINT',
    meaning:
      'Address of an S3 server (MinIO and others) to keep files in. Empty: Amazon S3 where S3_BUCKET is set, else a folder.',
    schema: addressOrNone,
  },
  s3Region: {
    variable: 'S3_REGION',
    meaning: 'Region of the bucket.',
    schema: z
      .string()
      .regex(/^[a-z0-9-]+$/, 'expected a region such as eu-central-1')
      .default('us-east-1'),
  },
  s3Bucket: {
    variable: 'S3_BUCKET',
    meaning:
      'Bucket for the files; made when it is missing. Empty with S3_ENDPOINT set: fitroom. It needs no public access.',
    schema: z
      .string()
      .regex(/^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])?$/, 'expected the name of a bucket')
      .default(''),
  },
  s3AccessKeyId: {
    variable: 'S3_ACCESS_KEY_ID',
    meaning:
      'Key of the store. Empty, with the secret: as AWS tools find it, such as the role of the host.',
    schema: z.string().default(''),
  },
  s3SecretAccessKey: {
    variable: 'S3_SECRET_ACCESS_KEY',
    meaning: 'Secret of that key.',
    schema: z.string().default(''),
  },
  s3PublicEndpoint: {
    variable: 'S3_PUBLIC_ENDPOINT',
    meaning: 'Address of the store that clients see, for links. Empty: S3_ENDPOINT.',
    schema: addressOrNone,
  },
  s3ForcePathStyle: {
    variable: 'S3_FORCE_PATH_STYLE',
    meaning:
      'true: the bucket in the path; false: in the name; auto: in the path where S3_ENDPOINT is set.',
    schema: z.enum(['auto', 'true', 'false']).default('auto'),
  },
  s3Links: {
    variable: 'S3_LINKS',
    meaning:
      'presigned: clients fetch files from the store; server: through this server, the store stays out of sight.',
    schema: z.enum(['presigned', 'server']).default('presigned'),
  },
} as const;
