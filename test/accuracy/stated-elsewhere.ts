/** What origins of the corpus state and our answers do not repeat, case by case, and why. */

/** Traces of another analyzer that are no question which can be asked, by what asks for them. */
export const tracesNotAsked: Readonly<Record<string, string>> = {
  testNonSessionPacket: 'nobody sends from the internet: what comes in from there is a reply',
  testFromInternetToValidPublicIp: 'nobody sends from the internet: what comes in from there is a reply',
  testOutsideSubnetToInstance: 'it starts in a VPC, in none of its subnets',
  testToInternetInvalidPrivateIp: 'it has an address that no interface has',
};

/** Recorded answers whose cases state nothing about paths, and what they are about. */
export const recordingsNotAsked: Readonly<Record<string, string>> = {
  test_transit_gateway_attachment_query_cwe: 'how the state of one attachment changes from answer to answer',
  test_vpc_endpoint_delete: 'that an endpoint is gone from the second of two answers of one call',
  test_vpc_endpoint_service_configuration_query: 'that an endpoint service is listed',
  test_vpce_cross_account: 'policies: `test/corpus/policy-verdicts.test.ts` asks it',
};

/** Cases in which the origin states more than we do. */
export const lessThanStated: readonly {
  readonly origin: string;
  readonly name: string;
  readonly states: string;
  readonly weSay: string;
  readonly because: string;
}[] = [
  {
    origin: 'cloud-custodian',
    name: 'ec2_igw_subnet',
    states: 'a subnet without an association of its own is not public',
    weSay: 'the same of the tables that are there, and that its table is unknown',
    because: 'the VPC was not recorded, so nobody can tell that these are all of its route tables',
  },
  {
    origin: 'cloud-custodian',
    name: 'test_prefix_list_entry',
    states: 'a customer-managed prefix list contains an address',
    weSay: 'the addresses of the list are unknown',
    because:
      'the recorded answer does not name its list, and several lists are there; the origin knows by the order of its calls',
  },
  {
    origin: 'batfish',
    name: 'all traces',
    states: 'the first thing that drops a packet, on the way there only',
    weSay: 'every blocker, of the replies too',
    because: 'what is compared is the verdict, the first blocker, and the gateways on the way',
  },
];
