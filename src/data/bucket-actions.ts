/**
 * Actions of S3 by what they are done to, in lower case: objects, or the bucket itself. Those that are here are enough
 * to tell a policy that names the wrong one of the two; of others nothing is said.
 *
 * As of 2026-11: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html.
 */
export const objectActions: ReadonlySet<string> = new Set([
  's3:abortmultipartupload',
  's3:deleteobject',
  's3:deleteobjecttagging',
  's3:deleteobjectversion',
  's3:getobject',
  's3:getobjectacl',
  's3:getobjectattributes',
  's3:getobjecttagging',
  's3:getobjectversion',
  's3:listmultipartuploadparts',
  's3:putobject',
  's3:putobjectacl',
  's3:putobjecttagging',
  's3:restoreobject',
]);

export const bucketActions: ReadonlySet<string> = new Set([
  's3:getbucketacl',
  's3:getbucketlocation',
  's3:getbucketpolicy',
  's3:getbucketversioning',
  's3:getencryptionconfiguration',
  's3:listbucket',
  's3:listbucketmultipartuploads',
  's3:listbucketversions',
  's3:putbucketpolicy',
]);
