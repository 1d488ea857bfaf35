/** What a text says of a request that was denied. */
export interface DeniedRequest {
  readonly action: string | null;
  readonly resource: string | null;
  readonly principal: string | null;
}

const arn = String.raw`arn:aws[a-z-]*:[^\s"'<>]*[^\s"'<>.,;:)]`;

/** Operations of S3 whose action has another name, by the service's reference of actions. */
const s3Actions: Readonly<Record<string, string>> = {
  ListObjects: 'ListBucket',
  ListObjectsV2: 'ListBucket',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  ListBuckets: 'ListAllMyBuckets',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  GetObject: 'GetObject',
  PutObject: 'PutObject',
  DeleteObject: 'DeleteObject',
  CopyObject: 'PutObject',
};

/** The request by AWS's own words, `User: … is not authorized to perform: … on resource: …`, or by the operation's name. */
export function deniedRequest(text: string): DeniedRequest {
  const [, user = null] = new RegExp(`\\bUser: (${arn}|anonymous)`, 'i').exec(text) ?? [];
  const [, told] = /not authorized to perform:? "?([a-z0-9-]+:[A-Za-z0-9]+)/.exec(text) ?? [];
  const [, allowed] = /policy allows the ([a-z0-9-]+:[A-Za-z0-9]+) action/.exec(text) ?? [];
  const [, resource = null] = new RegExp(`on resource:? "?(${arn})`, 'i').exec(text) ?? [];
  const [, bucket, key] = /\bs3:\/\/([a-z0-9][a-z0-9.-]*)(?:\/([^\s"']*))?/.exec(text) ?? [];
  const [, operation = ''] = /when calling the (\w+) operation/.exec(text) ?? [];
  const action = told ?? allowed ?? s3Action(operation);
  const path = key && action !== 's3:ListBucket' ? `/${key}` : '';
  const object = bucket === undefined ? null : `arn:aws:s3:::${bucket}${path}`;
  return {
    action,
    resource: resource ?? object,
    principal: user,
  };
}

/** The action that an operation of S3 takes; null for what is none of its most used. */
export function s3Action(operation: string): string | null {
  return Object.hasOwn(s3Actions, operation) ? `s3:${s3Actions[operation]}` : null;
}
