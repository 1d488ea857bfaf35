/**
 * The global condition keys, as AWS writes them; those that end in a slash go on with a name of the user's choice.
 *
 * As of 2026-11: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
 */
export const globalConditionKeys: readonly string[] = [
  'aws:AssumedRoot',
  'aws:CalledVia',
  'aws:CalledViaAWSMCP',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:ChatbotSourceArn',
  'aws:CurrentTime',
  'aws:Ec2InstanceSourcePrivateIPv4',
  'aws:Ec2InstanceSourceVpc',
  'aws:EpochTime',
  'aws:FederatedProvider',
  'aws:IsMcpServiceAction',
  'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:PrincipalServiceName',
  'aws:PrincipalServiceNamesList',
  'aws:PrincipalTag/',
  'aws:PrincipalType',
  'aws:Referer',
  'aws:RequestTag/',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:ResourceOrgPaths',
  'aws:ResourceTag/',
  'aws:SecureTransport',
  'aws:SignInSessionArn',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIdentity',
  'aws:SourceIp',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:TagKeys',
  'aws:TokenIssueTime',
  'aws:UserAgent',
  'aws:ViaAWSMCPService',
  'aws:ViaAWSService',
  'aws:VpcSourceIp',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
  'aws:userid',
  'aws:username',
];

/** Those of them that may have several values, in lower case. */
export const multivaluedKeys: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:principalservicenameslist',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:tagkeys',
  'aws:vpceorgpaths',
]);

/** Those that hold an identifier which AWS made, in lower case; of these the policies of endpoints take no wildcards. */
export const identifierKeys: ReadonlySet<string> = new Set([
  'aws:ec2instancesourcevpc',
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
]);

/** Those by which policies tell their own networks, accounts and organization from others, in lower case. */
export const perimeterKeys: ReadonlySet<string> = new Set([
  ...identifierKeys,
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalorgpaths',
  'aws:resourceorgpaths',
  'aws:sourceip',
  'aws:sourcevpcarn',
  'aws:viaawsservice',
  'aws:vpceorgpaths',
  'aws:vpcsourceip',
]);
