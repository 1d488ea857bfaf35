import { partitionOfRegion } from '../../model/scope.ts';
import { OpenValue } from '../infrastructure-code/open-value.ts';
import { noValue } from './functions.ts';
import { referenceTo } from './references.ts';

/** Where a stack is deployed, as far as it is known. */
export interface Place {
  readonly account: string | null;
  readonly region: string | null;
  /** By which others import from it: what its file is called, where it is not given. */
  readonly stackName: string;
}

export function isPseudoParameter(name: string): boolean {
  return name.startsWith('AWS::');
}

const suffixes: Readonly<Record<string, string>> = {
  aws: 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
  'aws-us-gov': 'amazonaws.com',
};

/** The value of a pseudo parameter; a reference to it where it is not known. @throws OpenValue for one that does not exist. */
export function pseudoParameter(name: string, { account, region }: Place): unknown {
  const partition = region === null ? null : partitionOfRegion(region);
  switch (name) {
    case 'AWS::NoValue':
      return noValue;
    case 'AWS::AccountId':
      return account ?? referenceTo(name);
    case 'AWS::Region':
      return region ?? referenceTo(name);
    case 'AWS::Partition':
      return partition ?? referenceTo(name);
    case 'AWS::URLSuffix':
      return (partition === null ? undefined : suffixes[partition]) ?? referenceTo(name);
    case 'AWS::StackName':
    case 'AWS::StackId':
      return referenceTo(name);
    case 'AWS::NotificationARNs':
      throw new OpenValue(`${name} is not given`);
    default:
      throw new OpenValue(`there is no ${name}`);
  }
}
