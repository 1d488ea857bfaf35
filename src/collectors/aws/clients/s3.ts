import { GetBucketPolicyCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { type ClientConfig, type ServiceClient, serviceClient } from '../service-client.ts';

const commands = {
  GetBucketPolicyCommand,
  ListBucketsCommand,
};

export function open(config: ClientConfig): ServiceClient {
  return serviceClient(
    new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined, followRegionRedirects: true }),
    commands,
  );
}
