/** What helps against an error code of AWS, of the SDK or of the network. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /CredentialsProviderError|NoCredentials/,
    'give credentials: --profile NAME, `aws sso login`, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  ],
  [
    /Expired|TokenRefreshRequired/,
    'the credentials have expired: renew them, for example with `aws sso login`',
  ],
  [
    /InvalidClientTokenId|UnrecognizedClient|AuthFailure|InvalidAccessKeyId|SignatureDoesNotMatch/,
    'the credentials are not valid there: check the profile, and that the region is enabled for the account',
  ],
  [/OptInRequired|NotSignedUp/, 'the region or service is not enabled for the account'],
  [/AssumeRole/, 'the role cannot be assumed: check its name, its trust policy and --external-id'],
  [
    /AccessDenied|Unauthorized|AuthorizationError|NotAuthorized/,
    'allow the read-only calls: `vpce-lint permissions` prints the policy',
  ],
  [
    /^E[A-Z_]+$|Timeout/,
    'AWS cannot be reached: check the network, the proxy, the name of the region and --endpoint-url',
  ],
];

/** One line that says what to do. */
export function remedyFor(code: string): string {
  const found = remedies.find(([pattern]) => pattern.test(code));
  return `to fix it: ${found?.[1] ?? '`aws sts get-caller-identity` shows whether AWS can be reached with these credentials'}`;
}
