import type { Settings } from '../config/settings.ts';

type S3Settings = Pick<
  Settings,
  's3Endpoint' | 's3PublicEndpoint' | 's3Region' | 's3Bucket' | 's3ForcePathStyle' | 's3Links'
>;

/** Where the objects lie, and where clients reach them. */
export interface S3Place {
  /** Undefined: Amazon's own address for the region. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  /** The bucket in the path, as most servers other than Amazon's want it, instead of in the name. */
  readonly isPathStyle: boolean;
  /** The bucket's address as clients see it, without a slash at the end. */
  readonly publicAddress: string;
}

const STANDARD_BUCKET = 'fitroom';

/** Null when neither a bucket nor an endpoint is set: files then lie in the data folder. */
export function s3PlaceOf(settings: S3Settings): S3Place | null {
  const { s3Endpoint, s3PublicEndpoint, s3Region: region, s3ForcePathStyle } = settings;
  if (settings.s3Bucket === '' && s3Endpoint === '') return null;
  const bucket = settings.s3Bucket || STANDARD_BUCKET;
  const isPathStyle = s3ForcePathStyle === 'auto' ? s3Endpoint !== '' : s3ForcePathStyle === 'true';
  const seen = new URL(s3PublicEndpoint || s3Endpoint || `https://s3.${region}.amazonaws.com`);
  return {
    endpoint: s3Endpoint || undefined,
    region,
    bucket,
    isPathStyle,
    publicAddress: isPathStyle
      ? `${seen.origin}/${bucket}`
      : `${seen.protocol}//${bucket}.${seen.host}`,
  };
}

/** The origin that links to files have when it is not this server's own, or null. */
export function filesOrigin(settings: S3Settings): string | null {
  const place = settings.s3Links === 'presigned' ? s3PlaceOf(settings) : null;
  return place && new URL(place.publicAddress).origin;
}
