import * as z from 'zod';
import { type Fact, map } from '../fact.ts';
import { type ParsedPolicy, parsePolicy } from '../policy-document.ts';
import { parseArn } from '../scope.ts';
import { Resource, text } from './resource.ts';

export const bucketPolicySchema = z.object({
  Bucket: z.string(),
  Policy: z.union([z.string(), z.looseObject({})]).nullish(),
});

export class BucketPolicy extends Resource<z.infer<typeof bucketPolicySchema>> {
  #policy: Fact<ParsedPolicy> | undefined;

  override get type(): string {
    return 'AWS::S3::BucketPolicy';
  }

  override get id(): string {
    return this.raw.Bucket;
  }

  get policy(): Fact<ParsedPolicy> {
    this.#policy ??= map(this.required('Policy'), parsePolicy);
    return this.#policy;
  }
}

export const resourcePolicySchema = z.object({
  ARN: z.string(),
  Name: text,
  ResourcePolicy: z.union([z.string(), z.looseObject({})]).nullish(),
});

const typesByService: ReadonlyMap<string, string> = new Map([
  ['dynamodb', 'AWS::DynamoDB::Table'],
  ['ecr', 'AWS::ECR::Repository'],
  ['execute-api', 'AWS::ApiGateway::RestApi'],
  ['kms', 'AWS::KMS::Key'],
  ['lambda', 'AWS::Lambda::Function'],
  ['sns', 'AWS::SNS::TopicPolicy'],
  ['sqs', 'AWS::SQS::QueuePolicy'],
]);

/** The policy of any other resource, known by the resource's ARN. */
export class ResourcePolicy extends Resource<z.infer<typeof resourcePolicySchema>> {
  #policy: Fact<ParsedPolicy> | undefined;

  override get type(): string {
    return typesByService.get(parseArn(this.id)?.service ?? '') ?? 'AWS::SecretsManager::ResourcePolicy';
  }

  override get id(): string {
    return this.raw.ARN;
  }

  get policy(): Fact<ParsedPolicy> {
    this.#policy ??= map(this.required('ResourcePolicy'), parsePolicy);
    return this.#policy;
  }
}
