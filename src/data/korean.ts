/** What rules say in Korean: the one place for it. A test keeps it complete. */

export interface RuleTexts {
  /** One sentence: what the rule finds. */
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
}

/** The headings around the texts of a rule. */
export const koreanHeadings = {
  why: '왜 중요한가',
  fix: '고치는 법',
  needs: '읽는 것',
  undecided: '이 가운데 답을 바꿀 수 있는 것이 빠지면 규칙은 판단을 미루고(undecided) 그렇다고 말합니다.',
  references: '참고',
  onByDefault: '기본으로 켜짐',
  offByDefault: '기본으로 꺼짐',
} as const;

export const koreanRuleTexts: Readonly<Record<string, RuleTexts>> = {
  'bundle-half-private': {
    summary: '워크로드가 필요한 서비스 일부는 프라이빗하게, 나머지는 인터넷을 거쳐 씁니다.',
    why: '워크로드가 필요로 하는 것의 일부에만 엔드포인트가 있으면 그 부분만 프라이빗하고, 나머지는 NAT 게이트웨이나 인터넷 게이트웨이를 지납니다. 거기서는 기가바이트로 과금되고 엔드포인트 정책이 듣지 않으며, VPC는 인터넷으로 가는 길을 없앨 수 없습니다.',
    fix: '메시지가 말하는 엔드포인트를 만들거나, 인터넷을 쓰려는 것이면 있는 것을 없애십시오. 워크로드에 무엇이 필요한지는 docs/workloads.md에 있습니다.',
  },
  'bundle-incomplete': {
    summary: '워크로드에 필요한 서비스로 가는 경로가 없습니다. 그 묶음의 엔드포인트가 빠져 있습니다.',
    why: 'VPC 안에서 도는 서비스는 다른 여러 서비스를 호출하며, 그중 하나라도 닿지 않으면 아무것도 동작하지 않습니다. 노드가 합류하지 못하고, 작업이 시작되지 않고, 에이전트가 침묵합니다. 빠진 것은 아무도 가져올 수 없는 로그 속의 타임아웃으로 나타날 뿐입니다. 이 규칙은 워크로드마다 무엇이 필요한지 알고, AWS가 네트워크 인터페이스 설명과 인스턴스 태그에 직접 쓰는 문구, 인스턴스 역할에 붙은 AWS의 정책, 달리 쓸모가 없는 엔드포인트를 보고 어떤 워크로드가 도는지 판단하며, 구성에서 선언한 것도 받아들입니다. VPC나 허브의 엔드포인트든 NAT 게이트웨이든 어떤 경로라도 인정합니다. 있는데 동작하지 않는 엔드포인트는 다른 규칙이 다룹니다. 이미지를 VPC 안의 레지스트리에서 받을 수도 있어 필요가 확실하지 않으면 심각도는 warning입니다.',
    fix: '메시지에 나온 엔드포인트를 VPC 또는 그 VPC를 담당하는 허브에 만드십시오. 워크로드마다 필요한 것은 docs/workloads.md에 있습니다.',
  },
  'bundle-ssm-ec2messages-optional': {
    summary: 'VPC가 ssmmessages 엔드포인트 옆에 ec2messages 엔드포인트의 요금도 내고 있습니다.',
    why: 'Systems Manager 에이전트는 버전 3.3.40.0부터 ssmmessages에 닿으면 명령을 그리로 받고, 닿지 않을 때만 ec2messages를 부릅니다. ssmmessages 엔드포인트가 있으면 ec2messages 엔드포인트는 아무도 쓰지 않으면서 시간과 가용 영역마다 요금이 듭니다.',
    fix: 'VPC에 3.3.40.0보다 오래된 에이전트가 돌지 않으면(버전은 `aws ssm describe-instance-information`이 보여 줍니다) 그 엔드포인트를 삭제하십시오(`aws ec2 delete-vpc-endpoints`).',
  },
  'cost-duplicate-interface-endpoints': {
    summary: '한 전송 게이트웨이의 여러 VPC가 같은 서비스의 인터페이스 엔드포인트를 저마다 갖고 있습니다.',
    why: '허브의 엔드포인트 하나와 그 이름의 호스팅 영역이면 모두를 담당할 수 있습니다. 나머지의 시간 요금이 줄고, 대신 스포크가 보내는 것은 전송 게이트웨이에서 기가바이트마다 요금이 붙습니다. 자체 엔드포인트는 VPC를 다른 VPC와 떼어 두며 정책도 다르게 할 수 있습니다.',
    fix: '격리가 중요하지 않은 곳에서는 엔드포인트 하나를 함께 쓰고, 그 이름의 호스팅 영역(또는 Route 53 Profile)을 VPC들에 연결하십시오.',
  },
  'cost-endpoint-service-unused': {
    summary: '엔드포인트 서비스에 연결된 엔드포인트가 없는데 로드 밸런서 비용은 나갑니다.',
    why: '엔드포인트 서비스 자체는 무료이지만 로드 밸런서는 시간과 사용한 용량 단위마다 요금이 붙습니다. 다른 어떤 계정도 연결이 허용되지 않은 서비스는 만들다 만 것인 경우가 많습니다.',
    fix: '연결할 사람을 허용하거나(`aws ec2 modify-vpc-endpoint-service-permissions`), 서비스를 삭제하고 로드 밸런서도 다른 데 쓰이지 않으면 삭제하십시오.',
  },
  'cost-endpoint-unused-az': {
    summary: '인터페이스 엔드포인트가 그 VPC의 아무것도 돌지 않는 가용 영역에 있습니다.',
    why: '인터페이스 엔드포인트는 가용 영역마다 시간 요금이 붙습니다. 클라이언트가 없는 가용 영역의 것은, 클라이언트의 가용 영역은 동작하는데 그곳의 엔드포인트만 동작하지 않을 때 도움이 될 뿐입니다. 내일 무언가 돌 수 있는 가용 영역이라면 값어치가 있습니다.',
    fix: '그 가용 영역에서 클라이언트가 돌 예정이 아니면 서브넷을 엔드포인트에서 빼십시오(`aws ec2 modify-vpc-endpoint --remove-subnet-ids`).',
  },
  'cost-endpoint-without-clients': {
    summary: '인터페이스 엔드포인트 비용은 나가는데 쓰는 사람이 없습니다.',
    why: '인터페이스 엔드포인트는 쓰든 안 쓰든 시간과 가용 영역마다 요금이 붙습니다. 그 VPC에는 그것을 쓸 만한 것이 돌지 않고, 다른 곳의 클라이언트로 돌아가는 경로도 없습니다.',
    fix: '곧 쓸 것이 아니라면 엔드포인트를 삭제하십시오(`aws ec2 delete-vpc-endpoints`).',
  },
  'cost-idle-as-measured': {
    summary:
      'NAT 게이트웨이나 인터페이스 엔드포인트의 비용은 나가는데, 측정하는 동안 아무것도 나르지 않았습니다.',
    why: '둘 다 쓰든 안 쓰든 시간 요금이 붙습니다. 얼마나 쓰이는지는 CloudWatch가 센 값이 말해 줍니다. 분기에 한 번 오는 것은 측정한 시간에 들지 않았을 수 있습니다.',
    fix: '다른 때 누가 필요로 하는지 본 뒤 삭제하십시오.',
  },
  'cost-nat-instead-of-interface-endpoint': {
    summary: '서비스로 가는 트래픽이 NAT로 많이 나가, 인터페이스 엔드포인트가 더 쌀 정도입니다.',
    why: 'NAT 게이트웨이는 인터페이스 엔드포인트보다 기가바이트당 요금이 비싸고, 인터페이스 엔드포인트는 시간과 가용 영역마다 요금이 더 붙습니다. 어느 양부터는 엔드포인트가 쌉니다. 구성의 traffic에 서비스로 얼마나 가는지 적혀 있으면 비교하고, 아무도 말하지 않으면 갈림점이 되는 양을 알려 줍니다.',
    fix: '클라이언트가 도는 가용 영역에 그 서비스의 인터페이스 엔드포인트를 프라이빗 DNS와 함께 만드십시오.',
  },
  'cost-nat-removable': {
    summary: 'NAT 게이트웨이 비용은 나가는데 그곳으로 가는 경로가 없습니다.',
    why: 'NAT 게이트웨이는 쓰든 안 쓰든 시간 요금이 붙습니다. 엔드포인트가 일을 넘겨받은 뒤 남겨진 경우가 많습니다.',
    fix: '다른 때 누가 필요로 하는지 본 뒤 NAT 게이트웨이를 삭제하고 주소를 반납하십시오(`aws ec2 delete-nat-gateway`).',
  },
  'cost-s3-ddb-via-nat': {
    summary: 'S3 또는 DynamoDB용 게이트웨이 엔드포인트가 없는 VPC가 그 트래픽을 NAT로 보냅니다.',
    why: 'NAT 게이트웨이는 처리하는 기가바이트마다 요금을 받습니다. 게이트웨이 엔드포인트는 같은 리전의 S3나 DynamoDB로 가는 같은 트래픽을 무료로 나르며, 인터넷 경로를 거치지 않게 합니다.',
    fix: '해당 서비스의 게이트웨이 엔드포인트를 만들고 NAT로 향하는 라우팅 테이블에 연결하십시오(`aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway`).',
  },
  'cost-s3-interface-for-in-vpc': {
    summary: 'VPC 자신의 S3 또는 DynamoDB 트래픽이, 요금이 붙는 인터페이스 엔드포인트로 갑니다.',
    why: '프라이빗 DNS가 VPC의 모두에게 서비스의 이름을 인터페이스 엔드포인트로 풀어 줍니다. 게이트웨이 엔드포인트라면 무료인 것에 기가바이트마다 요금이 붙습니다. 트래픽이 엔드포인트의 보안 그룹이나 정책을 지나야 한다면 그것이 그 값입니다.',
    fix: '프라이빗 DNS가 인바운드 Resolver 엔드포인트에만 답하게 하고, VPC 자신에게는 게이트웨이 엔드포인트를 두십시오(`aws ec2 modify-vpc-endpoint --dns-options PrivateDnsOnlyForInboundResolverEndpoint=true`).',
  },
  'dns-custom-resolver-unverified': {
    summary: 'VPC가 엔드포인트의 프라이빗 DNS에 의존하는데, 호스트는 자체 DNS 서버에 묻습니다.',
    why: '엔드포인트의 프라이빗 DNS는 그 VPC의 Amazon DNS 서버만 압니다. DHCP 옵션이 Active Directory나 온프레미스 서버 같은 다른 서버를 알려 주면, 그 서버가 질의를 Amazon DNS로 전달할 때만 서비스 이름이 엔드포인트로 향합니다. 그렇지 않으면 퍼블릭 주소로 풀려 요청이 NAT로 나가거나 타임아웃됩니다. 전달 여부는 AWS 구성에서 볼 수 없습니다.',
    fix: '그 서버가 `amazonaws.com`을 VPC 주소에 2를 더한 주소나 VPC의 인바운드 Resolver 엔드포인트로 전달하게 하거나, AmazonProvidedDNS를 쓰십시오.',
  },
  'dns-dynamodb-interface-no-private-dns': {
    summary:
      'VPC에 DynamoDB 인터페이스 엔드포인트는 있지만 기본 이름을 받아 줄 게이트웨이 엔드포인트가 없습니다.',
    why: 'DynamoDB에는 프라이빗 DNS가 없어 어떤 엔드포인트가 있든 기본 이름은 VPC에서 퍼블릭으로 남습니다. 엔드포인트 URL로 엔드포인트 자신의 이름을 받은 클라이언트만 인터페이스 엔드포인트를 쓰고, 나머지는 NAT로 나가거나 막힙니다. 게이트웨이 엔드포인트는 무료이며 기본 이름의 트래픽을 받습니다.',
    fix: 'VPC의 라우팅 테이블에 DynamoDB 게이트웨이 엔드포인트를 만들거나, 모든 클라이언트에 인터페이스 엔드포인트의 이름을 엔드포인트 URL로 주십시오.',
  },
  'dns-dynamodb-phz-override': {
    summary: '프라이빗 호스팅 영역이 DynamoDB의 고유 이름을 대신합니다.',
    why: 'AWS는 DynamoDB 이름의 호스팅 영역을 권하지 않습니다. 인터페이스 엔드포인트는 자기 이름을 엔드포인트 URL로 지정해 씁니다. 그런 영역이 있으면 VPC의 모든 컴퓨팅이 게이트웨이 엔드포인트를 지나쳐 레코드가 가리키는 곳으로 가고, DynamoDB Streams처럼 그 아래 이름은 자체 레코드가 없으면 풀리지 않습니다. 관리 콘솔의 프라이빗 액세스만 이런 영역으로 구성합니다.',
    fix: '영역을 VPC에서 떼고, 기본 이름은 게이트웨이 엔드포인트가 받게 하며, 필요한 클라이언트에는 인터페이스 엔드포인트의 이름을 엔드포인트 URL로 주십시오.',
  },
  'dns-ecs-numbered-names-phz': {
    summary: '호스팅 영역이 ECS 에이전트 엔드포인트의 이름만 보내고 번호가 붙은 이름은 보내지 않습니다.',
    why: 'ECS 에이전트는 어디에 연결할지 물어 번호가 붙은 이름(`ecs-a-1.…`, `ecs-t-2.…`)을 받습니다. 엔드포인트의 프라이빗 DNS에는 이 이름들도 있지만, `ecs-a.…`나 `ecs-t.…`용으로 직접 만든 호스팅 영역에는 없습니다. 에이전트는 NAT가 있으면 NAT로 퍼블릭 주소에 연결하고, 없으면 컨테이너 인스턴스가 등록되지 않습니다.',
    fix: 'VPC에서 `ecs-agent`와 `ecs-telemetry` 엔드포인트의 프라이빗 DNS를 켜거나, 번호가 붙은 이름의 영역을 추가하십시오.',
  },
  'dns-execute-api-captures-public-apis': {
    summary: 'API Gateway 엔드포인트의 프라이빗 DNS가 퍼블릭 API로 가는 요청까지 가져갑니다.',
    why: '프라이빗 DNS는 프라이빗 API만이 아니라 리전의 모든 API Gateway 이름을 덮습니다. 그때부터 VPC의 컴퓨팅이 자신이나 남의 리전·엣지 최적화 API를 기본 이름으로 호출하면 403 Forbidden을 받습니다. 사용자 지정 도메인을 쓰는 API는 영향이 없습니다. 어떤 API를 호출하는지는 네트워크 구성에 없으므로, 이 규칙은 누가 해당되는지만 알려 줍니다.',
    fix: '퍼블릭 API는 사용자 지정 도메인 이름으로 호출하거나, 프라이빗 DNS를 끄고 프라이빗 API는 API ID를 앞에 붙인 엔드포인트 이름으로 호출하십시오.',
  },
  'dns-forward-dot-without-system-rule': {
    summary: 'Resolver 규칙이 엔드포인트가 없는 AWS 서비스의 이름을 AWS 밖의 DNS 서버로 보냅니다.',
    why: '루트, `com` 또는 `amazonaws.com`의 전달 규칙은 더 구체적인 영역을 가진 엔드포인트 이름은 건드리지 않지만, 다른 모든 서비스의 이름을 가져갑니다. VPC는 호출마다 외부 서버와 거기까지의 경로에 의존하고, 그 서버에 맞는 주소를 받습니다. AWS는 그 옆에 `amazonaws.com`의 SYSTEM 규칙을 두라고 권합니다.',
    fix: '`amazonaws.com`의 SYSTEM 규칙을 VPC에 연결하십시오(`aws route53resolver create-resolver-rule --rule-type SYSTEM --domain-name amazonaws.com`).',
  },
  'dns-forward-rule-captures-service': {
    summary: 'Resolver 규칙이 엔드포인트의 이름을, 그곳으로 보내는 영역을 지나쳐 다른 DNS 서버로 보냅니다.',
    why: '같은 도메인에서는 전달 규칙이 호스팅 영역보다 먼저이고, 더 긴 이름의 규칙은 더 짧은 이름의 영역보다 먼저입니다. 질의는 규칙의 대상 서버로 나가며, 그 서버가 다시 이 VPC의 인바운드 Resolver 엔드포인트에 묻지 않는 한 퍼블릭 주소를 답하고 엔드포인트는 쓰이지 않습니다.',
    fix: '규칙을 VPC에서 떼거나, AWS 이름보다 위의 도메인을 전달하거나, 그 이름의 SYSTEM 규칙을 추가하십시오(`aws route53resolver create-resolver-rule --rule-type SYSTEM`).',
  },
  'dns-phz-aaaa-missing': {
    summary: '호스팅 영역이 IPv6만 가진 컴퓨팅에 듀얼스택 엔드포인트의 IPv4 주소만 알려 줍니다.',
    why: '이름에 A 레코드만 있고 AAAA 레코드가 없는 영역은 IPv6 질의에 빈 답을 주며, 다른 곳에는 묻지 않습니다. 엔드포인트에 IPv6 주소가 있어도 IPv4 주소가 없는 컴퓨팅은 연결할 수 없습니다.',
    fix: 'A 레코드 옆에 AAAA 별칭 레코드를 추가하십시오(`aws route53 change-resource-record-sets`).',
  },
  'dns-phz-alias-wrong-service': {
    summary: '프라이빗 호스팅 영역이 AWS 서비스의 이름을 다른 서비스나 다른 리전의 엔드포인트로 보냅니다.',
    why: '엔드포인트는 자기 서비스의 인증서로 응답하므로, 다른 서비스를 찾는 클라이언트는 `SSL: no alternative certificate subject name matches` 오류로 연결을 끊습니다. 여러 서비스의 레코드를 목록 하나로 만들 때 생깁니다.',
    fix: '레코드를 영역 이름이 가리키는 서비스의 엔드포인트 별칭으로 바꾸십시오(`aws route53 change-resource-record-sets`).',
  },
  'dns-phz-hardcoded-eni-ips': {
    summary: '호스팅 영역의 레코드가 엔드포인트의 이름 대신 주소를 직접 적고 있습니다.',
    why: '엔드포인트의 인터페이스는 살아 있는 동안 주소가 바뀌지 않습니다. 그러나 엔드포인트의 서브넷이 바뀌거나 엔드포인트를 새로 만들면 레코드는 아무 데도 가리키지 않습니다. 그때까지도 엔드포인트의 이름이라면 빼 주었을 장애 영역으로 계속 보냅니다.',
    fix: '레코드를 엔드포인트 DNS 이름의 별칭으로 바꾸십시오(`aws route53 change-resource-record-sets`).',
  },
  'dns-phz-missing-apex': {
    summary: 'AWS 서비스 이름의 프라이빗 호스팅 영역에 그 이름 자체의 주소가 없습니다.',
    why: '호스팅 영역은 연결된 VPC에서 자기 이름을 넘겨받으며, 다른 곳에는 묻지 않습니다. 영역 이름 자체에 A 또는 AAAA 레코드가 없으면 그 서비스는 엔드포인트로도 퍼블릭 주소로도 전혀 풀리지 않습니다.',
    fix: '영역 이름 자체에 엔드포인트를 가리키는 별칭 레코드를 추가하거나(`aws route53 change-resource-record-sets`), 영역을 VPC에서 떼십시오.',
  },
  'dns-phz-missing-wildcard': {
    summary: 'AWS 서비스의 프라이빗 호스팅 영역에 그 서비스에 필요한 와일드카드 레코드가 없습니다.',
    why: '일부 서비스는 자기 이름 아래의 이름을 씁니다. ECR은 레지스트리마다, S3는 버킷마다, API Gateway는 API마다 하나씩입니다. 상위 이름의 호스팅 영역에 와일드카드 레코드가 없으면 VPC에서 이 이름들이 모두 없는 이름이 되어, 이미지 받기나 버킷 요청이 이름 풀이에서 실패합니다.',
    fix: '영역 이름 아래 `*`에 엔드포인트를 가리키는 별칭 레코드를 추가하십시오(`aws route53 change-resource-record-sets`).',
  },
  'dns-phz-shadows-service-parent': {
    summary: 'AWS 서비스 이름보다 상위인 프라이빗 호스팅 영역이 연결된 VPC에서 그 이름들을 가립니다.',
    why: '호스팅 영역은 더 긴 이름의 영역이 없는 한 연결된 VPC에서 자기 아래의 모든 이름에 답합니다. 레코드가 없는 이름은 퍼블릭 DNS에서 찾지 않으므로 그 서비스는 아예 찾을 수 없습니다. 리전 전체나 AWS 전체의 영역이면 심각도는 error, 몇 이름만 가리는 좁은 영역이면 warning입니다.',
    fix: '영역의 이름을 그 영역이 담당하는 한 서비스의 이름으로 바꾸거나 영역을 없애십시오.',
  },
  'dns-phz-stale-endpoint-target': {
    summary: '프라이빗 호스팅 영역이 AWS 서비스의 이름을 아무도 갖지 않은 주소나 없는 엔드포인트로 보냅니다.',
    why: '레코드는 그것이 가리키는 엔드포인트보다 오래 남습니다. 별칭은 여전히 그 이름을 대고, 주소를 그대로 적은 레코드는 서브넷이 바뀐 것조차 따라가지 못합니다. 이름은 계속 없어진 것을 가리키고 요청은 실패합니다. 엔드포인트의 이름은 계정을 말하지 않으므로, VPC의 경로가 다른 네트워크로 이어지면 입력에 없는 엔드포인트가 거기 있을 수 있어 판단을 미룹니다.',
    fix: '레코드를 엔드포인트 DNS 이름의 별칭으로 바꾸십시오(`aws route53 change-resource-record-sets`). 별칭은 주소를 따라갑니다.',
  },
  'dns-resolver-endpoint-not-operational': {
    summary: 'Resolver 엔드포인트에 조치가 필요합니다. AWS가 스스로 고칠 수 없습니다.',
    why: 'VPC와 다른 네트워크 사이의 질의는 이 엔드포인트의 인터페이스를 지납니다. ACTION_NEEDED 상태에서는 적어도 하나가 동작하지 않으며, 대개 서브넷이나 인터페이스가 없어졌기 때문입니다. 그러면 밖에서 오는 엔드포인트 이름 질의와 VPC에서 나가는 외부 이름 질의의 일부 또는 전부가 실패합니다.',
    fix: '상태 메시지를 확인하고(`aws route53resolver get-resolver-endpoint`), 실패한 주소 대신 다른 서브넷의 주소를 연결하십시오.',
  },
  'dns-s3-inbound-only-no-inbound-resolver': {
    summary:
      '엔드포인트의 프라이빗 DNS가 인바운드 Resolver 엔드포인트에만 답하는데, 그 VPC에는 그것이 없습니다.',
    why: '이 옵션은 VPC 밖의 네트워크를 위한 것입니다. VPC의 인바운드 Resolver 엔드포인트로 온 질의는 인터페이스 엔드포인트의 주소를, 나머지는 퍼블릭 주소를 받습니다. 그런 Resolver 엔드포인트가 없으면 서비스 이름으로는 아무도 인터페이스 엔드포인트에 이르지 못하고, 엔드포인트의 이름을 직접 쓰는 클라이언트만 그것을 씁니다.',
    fix: 'VPC에 인바운드 Resolver 엔드포인트를 만들거나 엔드포인트의 프라이빗 DNS를 끄십시오.',
  },
  'dns-support-disabled': {
    summary: '엔드포인트가 있는 VPC가 DNS 지원이 꺼진 채 Amazon DNS 서버를 알려 줍니다.',
    why: 'enableDnsSupport가 꺼지면 VPC에 Amazon DNS 서버가 없는데, 호스트는 그곳에 물으라고 안내받습니다. 그래서 아무 이름도 풀지 못합니다. 인터페이스 엔드포인트의 이름도, 게이트웨이 엔드포인트로 갈 때 쓰는 퍼블릭 이름도 마찬가지입니다.',
    fix: 'DNS 지원을 켜거나(`aws ec2 modify-vpc-attribute --vpc-id … --enable-dns-support`), 답하는 DNS 서버가 있는 DHCP 옵션을 VPC에 주십시오.',
  },
  'endpoint-service-az-not-enabled': {
    summary: '로드 밸런서가 있는 가용 영역에 그 엔드포인트 서비스가 제공되지 않습니다.',
    why: '서비스는 마지막으로 저장될 때 로드 밸런서가 있던 가용 영역에서 제공됩니다. 그 뒤에 추가된 가용 영역에는 고객이 엔드포인트를 둘 수 없으면서도 그곳의 로드 밸런서 비용은 나갑니다.',
    fix: '서비스가 가진 로드 밸런서로 서비스를 다시 저장하십시오(`aws ec2 modify-vpc-endpoint-service-configuration --add-network-load-balancer-arns`).',
  },
  'endpoint-service-connection-from-removed-principal': {
    summary: '엔드포인트 서비스가 더는 허용하지 않는 계정이 연결되어 있습니다.',
    why: '허용된 보안 주체에서 계정을 빼면 새 엔드포인트는 만들지 못합니다. 이미 있는 것은 거부할 때까지 연결된 채로 남습니다.',
    fix: '그 엔드포인트를 거부하거나(`aws ec2 reject-vpc-endpoint-connections`), 연결되어야 한다면 계정을 다시 허용하십시오.',
  },
  'endpoint-service-ip-type-mismatch': {
    summary: '엔드포인트 서비스는 IPv6을 제공하는데 로드 밸런서에는 IPv6이 없습니다.',
    why: '엔드포인트에 IPv6으로 도착한 것은 로드 밸런서에 IPv6으로 넘어갑니다. IPv4만 쓰는 로드 밸런서는 받지 못합니다.',
    fix: '로드 밸런서를 듀얼 스택으로 바꾸거나(`aws elbv2 set-ip-address-type`), 서비스에서 IPv6을 빼십시오.',
  },
  'endpoint-service-multi-nlb-listener-mismatch': {
    summary: '엔드포인트 서비스의 로드 밸런서들이 같은 포트에서 수신하지 않습니다.',
    why: '엔드포인트의 각 인터페이스는 같은 가용 영역의 로드 밸런서 하나에 임의로 묶입니다. 그 포트가 없는 로드 밸런서에 묶인 고객은 연결할 수 없고, 다른 고객은 연결됩니다.',
    fix: '서비스의 모든 로드 밸런서에 같은 리스너를 두십시오.',
  },
  'endpoint-service-nlb-no-sg': {
    summary: '엔드포인트 서비스의 로드 밸런서에 보안 그룹이 없고, 나중에 붙일 수도 없습니다.',
    why: '보안 그룹 없이 만든 Network Load Balancer는 누구나 통과시키며, 그룹은 나중에 추가할 수 없습니다. 그러면 대상이 로드 밸런서의 주소를 스스로 가려내야 합니다.',
    fix: '필터링이 필요하면 보안 그룹이 있는 로드 밸런서를 새로 만들어 서비스 뒤에 두고 옛것을 빼십시오.',
  },
  'endpoint-service-nlb-not-active': {
    summary: '엔드포인트 서비스의 로드 밸런서가 실패했거나, 확장에 필요한 것이 부족합니다.',
    why: '엔드포인트가 가져오는 것은 서비스의 로드 밸런서로 갑니다. 실패한 로드 밸런서는 아무것도 받지 못합니다. 손상된 상태(active_impaired)이면 트래픽은 받지만 그만큼 커지지 못하며, 이때는 warning입니다.',
    fix: '로드 밸런서 상태의 이유를 읽고(`aws elbv2 describe-load-balancers`) 없애십시오. 서브넷에 남은 주소가 없는 경우가 많습니다.',
  },
  'endpoint-service-nlb-sg-blocks-privatelink': {
    summary: '로드 밸런서의 보안 그룹이 엔드포인트 서비스의 클라이언트를 막습니다.',
    why: '로드 밸런서 그룹의 인바운드 규칙은, 꺼 두지 않는 한 엔드포인트가 가져오는 것에도 적용되며 클라이언트의 주소를 봅니다. 어떤 규칙도 허용하지 않는 클라이언트는 엔드포인트가 사용 가능해도 연결되지 않습니다.',
    fix: '리스너의 포트에서 클라이언트 주소를 허용하거나, 규칙을 엔드포인트에 적용하지 마십시오(`aws elbv2 set-security-groups --enforce-security-group-inbound-rules-on-private-link-traffic off`).',
  },
  'endpoint-service-nlb-sg-egress-blocks-targets': {
    summary: '로드 밸런서의 아웃바운드 규칙이 엔드포인트 서비스의 대상으로 가는 길을 막습니다.',
    why: 'Network Load Balancer 그룹의 아웃바운드 규칙은 상태 확인을 포함해 대상으로 보내는 것에 적용됩니다. 어떤 규칙도 허용하지 않는 대상은 아무것도 받지 못합니다. 포트마다 닿는 대상이 있으면 warning입니다.',
    fix: '아웃바운드 규칙에서 대상의 포트를 대상의 주소나 보안 그룹으로 허용하십시오.',
  },
  'endpoint-service-nlb-sg-references-only': {
    summary: '엔드포인트 서비스의 로드 밸런서가 보안 그룹을 지정하는 규칙으로만 클라이언트를 허용합니다.',
    why: '엔드포인트 서비스의 클라이언트는 자기 VPC에 있고, 로드 밸런서의 규칙은 그 VPC의 보안 그룹을 지정할 수 없습니다. 그룹을 지정하는 규칙은 그중 누구도 허용하지 않습니다. 다른 계정이나 VPC의 엔드포인트가 알려지지 않은 동안은 warning입니다.',
    fix: '클라이언트의 주소를 허용하거나, 규칙을 엔드포인트에 적용하지 마십시오(`aws elbv2 set-security-groups --enforce-security-group-inbound-rules-on-private-link-traffic off`).',
  },
  'endpoint-service-no-alarm': {
    summary: '엔드포인트 서비스나 그 로드 밸런서를 지켜보는 경보가 없습니다.',
    why: '대상이 실패하면 고객이 먼저 알게 됩니다. CloudWatch는 로드 밸런서의 건강한 대상과 거부된 연결(UnHealthyHostCount 등)을, 엔드포인트 서비스의 트래픽과 재설정을 셉니다. CloudWatch 밖의 경보는 여기에서 보이지 않습니다.',
    fix: '로드 밸런서의 건강하지 않은 대상에 경보를 만드십시오(`aws cloudwatch put-metric-alarm`).',
  },
  'endpoint-service-no-listener': {
    summary: '엔드포인트 서비스의 로드 밸런서가 어떤 포트에서도 수신하지 않습니다.',
    why: '엔드포인트는 대상으로 전달하는 리스너가 있는 포트에만 닿습니다. 리스너가 없으면 모든 연결이 실패합니다.',
    fix: '서비스의 포트마다 리스너를 만드십시오(`aws elbv2 create-listener`).',
  },
  'endpoint-service-no-notification': {
    summary: '엔드포인트 서비스가 수락을 요구하는데, 엔드포인트가 요청해도 아무도 알림을 받지 않습니다.',
    why: '누군가 우연히 볼 때까지 요청은 기다립니다. 요청을 주기적으로 조회하는 프로그램에는 알림이 필요 없습니다.',
    fix: 'Connect 이벤트를 주제로 보내십시오(`aws ec2 create-vpc-endpoint-connection-notification`).',
  },
  'endpoint-service-no-targets-in-az': {
    summary: '엔드포인트 서비스가 제공되는 가용 영역에 로드 밸런서의 대상이 없습니다.',
    why: '교차 영역 로드 밸런싱이 없으면 로드 밸런서의 각 노드는 자기 가용 영역의 대상에만 보냅니다. 그 가용 영역으로 들어온 고객의 연결은 실패하고, 엔드포인트의 이름은 모든 가용 영역으로 번갈아 풀립니다. 연결된 엔드포인트가 없는 동안은 warning입니다.',
    fix: '그 가용 영역에 대상을 등록하거나 교차 영역 로드 밸런싱을 켜십시오(`aws elbv2 modify-load-balancer-attributes`).',
  },
  'endpoint-service-not-available': {
    summary: '엔드포인트 서비스가 실패한 상태입니다.',
    why: '실패한 서비스에는 아무도 연결할 수 없고, 그 엔드포인트가 가져오는 것은 갈 곳이 없습니다.',
    fix: '무엇이 실패하게 했는지(무엇보다 로드 밸런서를) 찾은 뒤, 서비스를 삭제하고 다시 만드십시오.',
  },
  'endpoint-service-pending-connections': {
    summary: '엔드포인트들이 하루 넘게 엔드포인트 서비스의 수락을 기다리고 있습니다.',
    why: '만든 사람은 요금을 내면서도 누군가 수락하거나 거부할 때까지 아무 데도 닿지 못합니다. days 옵션보다 새것이거나 나이를 알 수 없는 것은 참고로 보여 줍니다.',
    fix: '수락하거나 거부하고(`aws ec2 accept-vpc-endpoint-connections`, `reject-vpc-endpoint-connections`), 요청이 오면 알림이 가게 하십시오.',
  },
  'endpoint-service-principals-any': {
    summary: '모든 AWS 계정이 엔드포인트 서비스에 연결을 요청할 수 있습니다.',
    why: '허용된 보안 주체에 *가 있으면 모든 계정이 서비스를 찾고 연결을 요청할 수 있습니다. 그들과 로드 밸런서 사이에는 요청을 수락하는 사람뿐입니다. 누구에게나 파는 서비스라면 의도한 것입니다.',
    fix: '의도한 계정만 허용하거나(`aws ec2 modify-vpc-endpoint-service-permissions`), 모두를 위한 서비스라면 이 항목을 억제하십시오.',
  },
  'endpoint-service-private-dns-unverified': {
    summary: '엔드포인트 서비스의 프라이빗 DNS 이름이 확인되지 않았습니다.',
    why: '소비자는 도메인이 확인된 이름에 대해서만 프라이빗 DNS를 켤 수 있습니다. 그때까지 그 이름을 묻는 프로그램은 엔드포인트로 서비스에 닿지 못합니다. 확인이 진행 중이면 warning입니다.',
    fix: '도메인의 퍼블릭 DNS에 TXT 레코드를 게시한 뒤 확인을 시작하십시오(`aws ec2 start-vpc-endpoint-service-private-dns-verification`).',
  },
  'endpoint-service-public-auto-accept': {
    summary: '엔드포인트 서비스가 모든 AWS 계정의 연결을 묻지 않고 수락합니다.',
    why: '허용된 보안 주체에 *가 있고 수락이 필요 없으면, AWS 계정이 있는 누구나 퍼블릭 주소가 없는 로드 밸런서라도 서비스 뒤의 그것에 연결할 수 있습니다.',
    fix: '수락을 요구하거나(`aws ec2 modify-vpc-endpoint-service-configuration --acceptance-required`), * 대신 의도한 계정을 허용하십시오.',
  },
  'endpoint-service-region-not-supported': {
    summary: '엔드포인트 서비스가 제공하려는 리전에서 실패했거나 닫혔습니다.',
    why: '그 리전의 고객은 새 엔드포인트를 만들 수 없습니다. 이미 있는 것은 남습니다.',
    fix: '서비스에서 그 리전을 뺐다가 다시 추가하거나, 아주 빼십시오(`aws ec2 modify-vpc-endpoint-service-configuration`).',
  },
  'endpoint-service-single-az': {
    summary: '엔드포인트 서비스와 그 로드 밸런서가 가용 영역 하나에만 있습니다.',
    why: '그 가용 영역에 장애가 나면 아무도 서비스에 닿지 못합니다. 고객은 그 가용 영역에만 엔드포인트를 둘 수 있고, 그곳에 서브넷이 없는 고객은 아예 연결할 수 없습니다.',
    fix: '로드 밸런서에 다른 가용 영역의 서브넷을 대상과 함께 추가하고(`aws elbv2 set-subnets`), 서비스를 다시 저장하십시오.',
  },
  'endpoint-service-target-sg-expects-client-ip': {
    summary: '엔드포인트 서비스의 대상이 자기 앞의 로드 밸런서를 허용하지 않습니다.',
    why: '엔드포인트 서비스 뒤의 대상은 로드 밸런서의 주소만 보고 클라이언트의 주소는 결코 보지 못합니다. 클라이언트 주소만 허용하는 보안 그룹은 아무것도 통과시키지 않습니다.',
    fix: '대상의 포트에서 로드 밸런서의 보안 그룹이나 그 서브넷의 주소를 허용하십시오.',
  },
  'endpoint-service-unhealthy-targets': {
    summary: '엔드포인트 서비스의 포트 뒤에 대상이 없거나 정상인 대상이 없었습니다.',
    why: '엔드포인트는 연결되어 있고 포트도 열려 있지만 그 뒤에서 아무도 답하지 않습니다. 상태는 수집한 순간의 것입니다.',
    fix: '대상을 등록하거나(`aws elbv2 register-targets`), 상태 확인이 실패하는 이유를 찾으십시오. 포트, 대상의 보안 그룹, 프로그램 자체를 보십시오.',
  },
  'endpoint-service-untrusted-principal': {
    summary: '엔드포인트 서비스가 신뢰 목록에 없는 계정을 허용합니다.',
    why: '서비스의 허용된 보안 주체는 그 뒤에 있는 것에 어느 계정이 연결할 수 있는지를 말합니다. 그중 누구를 신뢰하는지는 trustedAccounts 옵션으로 정합니다. 비어 있는 동안 이 규칙은 아무 말도 하지 않습니다.',
    fix: '보안 주체에서 그 계정을 빼거나(`aws ec2 modify-vpc-endpoint-service-permissions --remove-allowed-principals`), trustedAccounts에 추가하십시오.',
  },
  'expectation-not-met': {
    summary: '구성의 기대가 충족되지 않습니다.',
    why: '누군가 이 송신자들이 이 경로로 대상에 닿기를, 또는 그 경로로는 결코 가지 않기를 기대하고 적어 두었습니다. 지금 구성된 네트워크는 그렇지 않습니다.',
    fix: '추적은 무엇이 패킷을 막는지, 아니면 어디로 가는지를 보여 줍니다. 그것을 바꾸거나 기대를 바꾸십시오.',
  },
  'gateway-endpoint-dns-record-type-needs-dns-attributes': {
    summary:
      '게이트웨이 엔드포인트가 자체 DNS 레코드 유형을 요구하는데, VPC의 DNS 호스트 이름이 꺼져 있습니다.',
    why: '레코드 유형이 service-defined가 아니면 AWS는 서비스의 이름에 엔드포인트를 위한 레코드로 답하며, 그러려면 VPC의 DNS 지원과 DNS 호스트 이름이 필요합니다. 둘 중 하나가 꺼져 있으면 AWS는 그 유형을 거부합니다. 나중에 호스트 이름을 껐다면 클라이언트는 엔드포인트가 요구한 레코드를 더는 받지 못하고, 다른 주소 계열로 엔드포인트를 지나쳐 서비스로 나갈 수 있습니다. DNS 지원이 꺼지면 모든 이름이 멈추며, 그것은 다른 규칙의 일입니다.',
    fix: 'DNS 호스트 이름을 켜거나(`aws ec2 modify-vpc-attribute --enable-dns-hostnames`), 엔드포인트의 레코드 유형을 `service-defined`로 두십시오.',
  },
  'gateway-endpoint-duplicate-service': {
    summary: 'VPC에 같은 서비스, 같은 정책의 게이트웨이 엔드포인트가 여러 개 있습니다.',
    why: '게이트웨이 엔드포인트 하나가 라우팅 테이블을 몇 개든 담당합니다. 같은 서비스의 두 번째 엔드포인트는 다른 정책이 있을 때 쓸모가 있습니다. 정책이 같으면 버킷과 테이블의 정책이 적어야 할 id만 늘고 리전의 할당량을 차지합니다.',
    fix: '라우팅 테이블을 한 엔드포인트로 옮기고(`aws ec2 modify-vpc-endpoint`), `aws:SourceVpce`를 검사하는 정책에 그 엔드포인트를 적은 뒤 다른 것을 삭제하십시오.',
  },
  'gateway-endpoint-ip-type-subnet-mismatch': {
    summary: 'IPv4 주소를 쓰는 컴퓨팅이 IPv6만 나르는 게이트웨이 엔드포인트 뒤에 있습니다.',
    why: '주소 유형이 ipv6인 엔드포인트는 서비스의 IPv6 접두사 목록만 라우팅 테이블에 넣습니다. S3의 보통 이름은 IPv4 주소로 풀리고, 그 주소로 보내는 것은 NAT 같은 다른 길로 가거나 갈 곳이 없습니다.',
    fix: '엔드포인트를 듀얼 스택으로 바꾸십시오(`aws ec2 modify-vpc-endpoint --ip-address-type dualstack`).',
  },
  'gateway-endpoint-ipv6-gap': {
    summary:
      'S3 게이트웨이 엔드포인트는 IPv4만 나르는데, 그 뒤의 컴퓨팅은 IPv6으로 인터넷을 거쳐 S3에 닿습니다.',
    why: 'Amazon Linux의 패키지 저장소처럼 S3의 듀얼 스택 이름을 쓰는 클라이언트는 IPv6으로 연결할 수 있습니다. IPv4용 엔드포인트는 이 패킷을 받지 않습니다. 패킷은 엔드포인트와 그 정책을 지나쳐 인터넷 게이트웨이나 외부 전용 게이트웨이로 나갑니다.',
    fix: '엔드포인트를 듀얼 스택으로 바꾸거나(`aws ec2 modify-vpc-endpoint --ip-address-type dualstack`), IPv6 경로를 없애십시오.',
  },
  'gateway-endpoint-ipv6-unsupported-service': {
    summary: 'IPv6 주소만 있는 컴퓨팅이 IPv4만 나르는 게이트웨이 엔드포인트 뒤에 있습니다.',
    why: '게이트웨이 엔드포인트는 접두사 목록에 있는 서비스 주소를 받습니다. DynamoDB는 IPv4뿐이고, S3는 주소 유형에 따릅니다. IPv4 주소가 없는 컴퓨팅은 그 주소로 보낼 수 없고, 서비스의 IPv6 주소로 보내는 것은 다른 길로 가거나 갈 곳이 없습니다.',
    fix: '컴퓨팅에 IPv4 주소를 주거나, S3 엔드포인트를 듀얼 스택으로 바꾸거나(`aws ec2 modify-vpc-endpoint --ip-address-type dualstack`), IPv6 주소가 있는 인터페이스 엔드포인트를 쓰십시오.',
  },
  'gateway-endpoint-no-route-tables': {
    summary: '게이트웨이 엔드포인트가 어떤 라우팅 테이블에도 연결되어 있지 않습니다.',
    why: '게이트웨이 엔드포인트는 연결된 라우팅 테이블에 AWS가 넣는 경로로 동작합니다. 연결이 없으면 어느 서브넷도 그것으로 아무것도 보내지 않습니다. 서비스로 가는 트래픽은 NAT나 인터넷으로 가거나 갈 곳이 없습니다. 컴퓨팅이 도는 것으로 알려진 VPC에서는 error, 그 밖에는 warning입니다.',
    fix: '그 서비스를 쓰는 서브넷의 라우팅 테이블에 엔드포인트를 연결하거나(`aws ec2 modify-vpc-endpoint --add-route-table-ids`), 엔드포인트를 삭제하십시오.',
  },
  'gateway-endpoint-not-available': {
    summary: '게이트웨이 엔드포인트가 사용 가능(available) 상태가 아닙니다.',
    why: '게이트웨이 엔드포인트는 사용 가능할 때만 트래픽을 나릅니다. 다른 상태에서는 그 라우팅 테이블이 서비스로 보내는 것이 버려지거나 다른 길로 나갑니다. 컴퓨팅이 도는 VPC에서 실패, 만료, 거부된 엔드포인트이면 error, 그 밖에는 warning입니다.',
    fix: '아직 대기 중이면 기다리십시오. 실패했다면 AWS가 말하는 원인을 없앤 뒤 삭제하고 다시 만드십시오.',
  },
  'gateway-endpoint-overlapping-prefix-list-routes': {
    summary: '테이블의 다른 접두사 목록이 게이트웨이 엔드포인트의 것과 같은 블록을 다른 대상으로 보냅니다.',
    why: '한 라우팅 테이블의 두 접두사 목록에 같은 블록이 있으면 AWS는 둘 중 하나를 임의로 골라 유지합니다. 그러면 서비스의 이 주소로 가는 요청이 게이트웨이 엔드포인트를 지나는지 구성만으로는 알 수 없고, 테이블마다 다를 수 있습니다.',
    fix: '다른 접두사 목록에서 서비스의 블록을 빼거나(`aws ec2 modify-managed-prefix-list --remove-entries`), 그 경로를 없애십시오. 일부러 이기게 하려면 그 블록에 정적 경로를 쓰십시오.',
  },
  'gateway-endpoint-route-blackhole': {
    summary: '사용 가능한 게이트웨이 엔드포인트로 가는 경로가 블랙홀입니다.',
    why: '블랙홀 상태의 경로는 계속 자기 주소를 차지하고 차지한 것을 버립니다. 덜 구체적인 경로로 넘어가지 않습니다. 그래서 엔드포인트가 사용 가능해도 이 테이블의 모든 서브넷에서 서비스로 가는 요청이 타임아웃됩니다. 그 서브넷에 컴퓨팅이 있으면 error, 없으면 warning입니다.',
    fix: '테이블을 엔드포인트에서 떼었다가 다시 붙이십시오(`aws ec2 modify-vpc-endpoint --remove-route-table-ids` 다음에 `--add-route-table-ids`). 경로 자체는 아무도 고칠 수 없습니다.',
  },
  'gateway-endpoint-route-missing-in-table': {
    summary: '게이트웨이 엔드포인트와 라우팅 테이블이 서로의 연결에 대해 다르게 말합니다.',
    why: '게이트웨이 엔드포인트를 테이블에 연결하면 AWS가 직접 경로를 넣고, 연결과 함께 없앱니다. 다른 누구도 할 수 없습니다. 입력에 한쪽만 있다면 그 부분들은 서로 다른 시점에 수집된 것이며, 다른 규칙이 이 테이블에 대해 하는 말은 낡았을 수 있습니다.',
    fix: '엔드포인트와 라우팅 테이블을 연달아 다시 수집하십시오.',
  },
  'gateway-endpoint-shadowed-by-specific-route': {
    summary: '다른 경로가 서비스의 주소를 게이트웨이 엔드포인트에서 가로챕니다.',
    why: '게이트웨이 엔드포인트의 경로는 서비스 접두사 목록의 블록을 뜻합니다. 더 작은 블록의 경로가 이기며, VPN이나 Direct Connect가 전파한 것도 그렇습니다. 똑같은 블록의 정적 경로도 이깁니다. 그러면 이 주소로 가는 요청은 엔드포인트와 그 정책을 지나쳐 그 경로로 나가거나 갈 곳이 없습니다. 컴퓨팅이 서비스의 모든 주소를 잃으면 error, 일부를 잃거나 그 경로가 더 이어질 수 있으면(어플라이언스, NAT, 다른 네트워크) warning입니다.',
    fix: '다른 경로를 없애거나 좁히십시오(`aws ec2 delete-route`). 전파된 경로라면 AWS 서비스의 주소를 광고하지 마십시오.',
  },
  'gateway-endpoint-subnet-not-routed': {
    summary: '서브넷을 담당하는 라우팅 테이블이 그 VPC의 게이트웨이 엔드포인트에 연결되어 있지 않습니다.',
    why: '게이트웨이 엔드포인트는 연결된 라우팅 테이블의 서브넷만 담당합니다. 다른 서브넷에서 서비스로 가는 트래픽은 기가바이트마다 요금이 붙고 출발지가 달라 보이는 NAT로 가거나 길이 아예 없습니다. 컴퓨팅에 길이 없으면 error, 길이 NAT이면 warning, 길이 없지만 그것이 필요한 컴퓨팅이 알려지지 않았으면 info입니다. 인터넷으로 가는 직접 경로가 있는 서브넷은 일부러 퍼블릭으로 둔 것으로 봅니다.',
    fix: '라우팅 테이블을 엔드포인트에 연결하십시오(`aws ec2 modify-vpc-endpoint --add-route-table-ids`).',
  },
  'gateway-endpoint-unused-route-table': {
    summary: '게이트웨이 엔드포인트가 서브넷이 하나도 없는 라우팅 테이블에 연결되어 있습니다.',
    why: '게이트웨이 엔드포인트와 라우팅 테이블의 연결은 그 테이블의 서브넷에 작용합니다. 서브넷이 없으면 아무 효과가 없고, 의도한 서브넷은 다른 테이블을 쓰는 경우가 많습니다.',
    fix: '의도한 서브넷에 그 테이블을 연결하거나, 테이블을 엔드포인트에서 떼십시오(`aws ec2 modify-vpc-endpoint --remove-route-table-ids`).',
  },
  'gwlb-endpoint-per-az-missing': {
    summary:
      '서브넷이 다른 가용 영역의 Gateway Load Balancer 엔드포인트에 기대고 있고, 자기 영역에는 엔드포인트가 없습니다.',
    why: 'Gateway Load Balancer 엔드포인트는 한 가용 영역에만 있습니다. 그것을 지나는 다른 영역의 서브넷은 그 영역이 멈추면 길을 잃습니다.',
    fix: '가용 영역마다 그 서비스의 엔드포인트를 만들고, 각 영역의 서브넷이 자기 영역의 것을 지나게 하십시오.',
  },
  'hub-endpoint-sg-missing-spoke-cidr': {
    summary: '엔드포인트의 보안 그룹이 그 엔드포인트로 이끌려 온 다른 VPC의 컴퓨팅을 거부합니다.',
    why: '호스팅 영역이 서비스 이름을 다른 VPC의 엔드포인트로 풀고 패킷은 그곳에 도착합니다. 그다음은 엔드포인트의 보안 그룹이 정합니다. 엔드포인트의 VPC만, 또는 작성 당시의 스포크만 허용하는 그룹은 다른 모두를 거부하고, 그들의 요청은 타임아웃됩니다.',
    fix: '서비스의 포트에서 다른 VPC의 주소로부터 인그레스를 허용하십시오(`aws ec2 authorize-security-group-ingress --cidr`). 그 VPC의 그룹을 지정하는 규칙은 전송 게이트웨이를 건너서는 듣지 않습니다.',
  },
  'hub-endpoint-single-az': {
    summary: '중앙 엔드포인트가 가용 영역 하나에만 있는데, 그것을 쓰는 컴퓨팅은 여러 영역에서 돕니다.',
    why: '허브 뒤의 모든 VPC가 그 한 영역에 매여 있습니다. 그 영역이 실패하면 어느 VPC의 어느 영역에서도 서비스에 닿을 수 없습니다.',
    fix: '컴퓨팅이 도는 영역마다 허브의 서브넷을 추가하십시오(`aws ec2 modify-vpc-endpoint --add-subnet-ids`).',
  },
  'hub-nacl-blocks-path': {
    summary: '네트워크 ACL이 컴퓨팅이 이끌려 가는 다른 VPC의 엔드포인트로 가는 길이나 그 응답을 막습니다.',
    why: 'VPC 사이에서 패킷은 컴퓨팅, 전송 게이트웨이 연결, 엔드포인트의 서브넷 ACL을 지나고 응답도 다시 지납니다. 자기 VPC의 트래픽만 보고 쓴 ACL은 다른 VPC의 주소를 모르므로, 허브로 가는 요청은 타임아웃됩니다.',
    fix: '메시지가 말하는 ACL에서 엔드포인트로 가는 TCP 443과 클라이언트의 임시 포트로 가는 응답을 허용하십시오(`aws ec2 create-network-acl-entry`).',
  },
  'hub-phz-breaks-gateway-endpoint': {
    summary: 'S3 호스팅 영역이 VPC의 트래픽을 게이트웨이 엔드포인트에서 허브로 가져갑니다.',
    why: '게이트웨이 엔드포인트는 S3의 퍼블릭 주소로 가는 패킷을 받습니다. S3의 이름을 허브의 인터페이스 엔드포인트로 보내는 호스팅 영역이 있으면 받을 것이 없어집니다. S3로 가는 모든 트래픽이 기가바이트당 요금이 드는 Transit Gateway와 인터페이스 엔드포인트를 지나고, 요청이 허브 VPC에서 오므로 게이트웨이 엔드포인트를 요구하는 조건이 거부합니다.',
    fix: '게이트웨이 엔드포인트가 있는 VPC에서 영역을 떼십시오. S3 트래픽을 모두 허브로 보내려는 것이라면 게이트웨이 엔드포인트를 지우십시오.',
  },
  'hub-phz-not-associated': {
    summary:
      '다른 VPC를 중앙 엔드포인트로 보내는 호스팅 영역이, 허브를 쓰는 한 VPC에 연결되어 있지 않습니다.',
    why: '중앙 엔드포인트는 호스팅 영역으로 찾으며, 영역마다 VPC마다 연결해야 합니다. 새 VPC나 새 서비스에서 하나를 잊으면 그곳에서는 서비스 이름이 퍼블릭으로 남아, 요청이 NAT로 나가거나 인터넷 경로가 없으면 타임아웃됩니다. 같은 허브의 다른 엔드포인트로는 영역이 이끄는 VPC와, 엔드포인트로 가는 길은 있고 인터넷 경로는 없는 VPC를 보고합니다.',
    fix: '영역을 VPC에 연결하거나(`aws route53 associate-vpc-with-hosted-zone`), Route 53 Profile로 공유하십시오.',
  },
  'hub-private-dns-assumed-global': {
    summary:
      '인터넷 경로가 없는 VPC가 다른 VPC의 엔드포인트에 닿을 수 있지만, 그 프라이빗 DNS는 이 VPC에 미치지 않습니다.',
    why: '엔드포인트의 프라이빗 DNS는 어떤 Transit Gateway나 피어링으로 이어져 있든 그 엔드포인트의 VPC에서만 알려집니다. 다른 VPC에서는 이름이 퍼블릭 주소로 풀리고, 그리로 가는 길이 없으면 라우트와 보안 그룹이 엔드포인트까지 열려 있어도 모든 요청이 타임아웃됩니다.',
    fix: '프라이빗 DNS를 끄고, 엔드포인트를 가리키는 별칭이 있는 그 이름의 호스팅 영역을 만들어 모든 VPC에 연결하거나, 엔드포인트를 Route 53 Profile에 연결하십시오.',
  },
  'hub-source-egress-missing-endpoint': {
    summary: '컴퓨팅의 보안 그룹이, 이름이 이끄는 다른 VPC의 엔드포인트로 보내는 것을 허용하지 않습니다.',
    why: '호스팅 영역 때문에 서비스 이름이 다른 VPC의 엔드포인트로 풀립니다. 컴퓨팅 자신의 VPC나 퍼블릭 주소만 생각하고 쓴 이그레스 규칙에는 허브의 주소가 없어, 모든 요청이 나가기도 전에 버려집니다.',
    fix: '서비스 포트로 엔드포인트 서브넷의 주소에 가는 이그레스를 허용하십시오(`aws ec2 authorize-security-group-egress --cidr`).',
  },
  'hub-spoke-custom-dns': {
    summary: '호스팅 영역이 VPC를 중앙 엔드포인트로 이끌지만, 호스트는 자체 DNS 서버에 묻습니다.',
    why: '호스팅 영역은 연결된 VPC의 Amazon DNS 서버만 압니다. DHCP 옵션이 다른 서버를 알려 주면 영역에는 아무도 묻지 않고, 그 서버가 VPC의 서버나 인바운드 Resolver 엔드포인트로 전달할 때만 서비스 이름이 허브로 향합니다. 전달 여부는 AWS 구성에서 볼 수 없습니다.',
    fix: 'VPC에서 AmazonProvidedDNS를 쓰고 다른 서버가 답하는 도메인에는 Resolver 규칙을 두거나, 그 서버가 AWS의 이름을 영역이 있는 VPC의 인바운드 Resolver 엔드포인트로 전달하게 하십시오.',
  },
  'hybrid-forward-to-vpc-plus-two': {
    summary: 'DNS 질의가 다른 VPC의 Amazon DNS 서버로 보내집니다. 그 서버는 밖의 누구에게도 답하지 않습니다.',
    why: 'VPC 주소에 2를 더한 주소는 그 VPC의 DNS 서버이며, 피어링이나 Transit Gateway가 있어도 그 VPC 안의 호스트에만 답합니다. DHCP로 그 주소를 받은 호스트나 그리로 전달하는 Resolver 규칙은 답을 받지 못합니다. 다른 서버가 함께 있으면 질의가 느리거나 가끔 실패합니다(경고).',
    fix: '각 VPC에서 AmazonProvidedDNS를 쓰고 호스팅 영역을 공유하거나, 질의를 그 VPC의 인바운드 Resolver 엔드포인트로 보내십시오.',
  },
  'hybrid-gateway-endpoint-from-outside-vpc': {
    summary:
      '경로가 서비스의 주소를 다른 VPC로, 마치 그곳의 게이트웨이 엔드포인트를 쓸 수 있는 것처럼 보냅니다.',
    why: '게이트웨이 엔드포인트는 자기 VPC가 보내는 것만 받습니다. 피어링이나 전송 게이트웨이로 VPC에 들어온 S3나 DynamoDB행 패킷은 그것을 지나지 못합니다. 게이트웨이 엔드포인트가 있는 VPC로 향하는, 바로 그런 서비스 주소의 경로는 누군가 그것에 의존한다는 뜻입니다. 그 경로를 쓰는 컴퓨팅이 알려져 있으면 error, 그 밖에는 warning입니다.',
    fix: '경로를 없애십시오. VPC 자체에 게이트웨이 엔드포인트를 만들거나, 다른 네트워크에서 닿을 수 있는 인터페이스 엔드포인트를 쓰십시오.',
  },
  'hybrid-inbound-resolver-sg-53': {
    summary: '인바운드 Resolver 엔드포인트의 보안 그룹이 DNS 질의를 받지 않습니다.',
    why: '다른 네트워크의 질의는 53번 포트로 옵니다. 보통은 UDP이고 답이 길면 TCP입니다. 아무도 허용하지 않는 그룹은 모든 질의를 타임아웃시켜 VPC 밖에서 엔드포인트의 이름이 풀리지 않습니다. UDP만 허용하면 긴 답이 실패합니다(경고).',
    fix: '질의하는 네트워크에서 오는 UDP와 TCP 53번 인그레스를 허용하십시오(`aws ec2 authorize-security-group-ingress`).',
  },
  'hybrid-inbound-resolver-single-az': {
    summary: '인바운드 Resolver 엔드포인트의 모든 주소가 한 가용 영역에 있습니다.',
    why: '다른 네트워크는 AWS의 이름을 이 주소들로 전달합니다. 그 영역이 죽으면 어느 주소도 답하지 않고, 이름이 풀리지 않으니 정상 영역의 엔드포인트에도 닿지 못합니다. AWS는 주소 두 개를 요구하지만 두 영역에 나누는지는 확인하지 않습니다.',
    fix: '다른 영역의 서브넷에 주소를 추가하고(`aws route53resolver associate-resolver-endpoint-ip-address`), 외부의 전달 서버에도 등록하십시오.',
  },
  'hybrid-inbound-resolver-wrong-vpc': {
    summary:
      '인바운드 Resolver 엔드포인트가 프라이빗 이름이 하나도 없는 VPC에 있고, 엔드포인트는 다른 VPC에 있습니다.',
    why: '인바운드 Resolver 엔드포인트는 자기 VPC의 DNS 서버처럼 답합니다. 엔드포인트의 프라이빗 DNS는 그 엔드포인트의 VPC에서만 알려지므로, 호스팅 영역이 없는 다른 VPC로 들어온 질의는 아무 DNS 서버나 주는 퍼블릭 주소를 받습니다.',
    fix: '엔드포인트가 있는 VPC에 인바운드 Resolver 엔드포인트를 만들거나, 서비스 이름의 호스팅 영역을 그 VPC에 연결하십시오.',
  },
  'hybrid-no-return-route': {
    summary:
      '엔드포인트가 VPC 밖의 네트워크를 허용하지만, 그 서브넷에는 그 네트워크로 가는 라우트가 없습니다.',
    why: '응답은 엔드포인트의 서브넷이 라우팅합니다. 온프레미스 네트워크나 다른 VPC를 적은 보안 그룹은 그쪽이 엔드포인트를 쓸 것임을 보여 줍니다. 그 라우팅 테이블에 VPN 게이트웨이 전파가 꺼져 있거나 정적 라우트를 다른 테이블에만 만들어 라우트가 없으면, 응답이 버려지고 연결은 타임아웃됩니다.',
    fix: '엔드포인트의 라우팅 테이블에 VPN 게이트웨이, Transit Gateway 또는 피어링으로 가는 라우트를 추가하거나 전파를 켜십시오(`aws ec2 enable-vgw-route-propagation`). 그쪽에서 아무도 쓰지 않는다면 보안 그룹의 규칙을 지우십시오.',
  },
  'hybrid-remote-networks-cannot-use-gateway-endpoint': {
    summary:
      '다른 네트워크가 들어올 수 있는 VPC가 그 네트워크에 서비스를 게이트웨이 엔드포인트로만 제공합니다.',
    why: 'VPN, Direct Connect, 전송 게이트웨이로 도착한 것은 게이트웨이 엔드포인트를 쓸 수 없습니다. 그쪽의 누군가가 이 VPC를 거쳐 서비스에 프라이빗하게 닿기를 기대하지 않는 한 그래야 합니다.',
    fix: '원격 네트워크가 이 VPC를 거쳐 서비스에 닿아야 한다면 그 서비스의 인터페이스 엔드포인트를 만드십시오.',
  },
  'hygiene-deprecated-service-name': {
    summary: 'AWS가 엔드포인트의 서비스를 더는 목록에 두지 않습니다.',
    why: '서비스가 끝나거나 이름이 바뀌면 AWS는 엔드포인트를 만들 수 있는 서비스의 목록에서 그 이름을 뺍니다. 있는 것은 계속 동작할 수도 있고 비용이 나가지만, 같은 것을 다시 만들 수는 없습니다. 실수로 지운 뒤에도, 다음 VPC에서도 그렇습니다.',
    fix: '서비스가 끝났는지 다른 이름이 되었는지 보고(`aws ec2 describe-vpc-endpoint-services`), 그것의 엔드포인트로 바꾸거나 이 엔드포인트를 지우십시오.',
  },
  'hygiene-quota-gateway-per-region': {
    summary: '계정이 AWS가 한 리전에 허용하는 게이트웨이 엔드포인트 수에 가까워졌습니다.',
    why: 'AWS가 올려 주지 않았다면 한 계정은 리전마다 게이트웨이 엔드포인트를 20개까지 둘 수 있습니다. 서비스가 둘이면 VPC 열 개입니다. 그 다음 하나는 대개 새 VPC를 만들 때 생성이 실패합니다.',
    fix: '할당량 상향을 요청하고(`aws service-quotas request-service-quota-increase`) 옵션 `quota`에 적으십시오.',
  },
  'hygiene-quota-interface-per-vpc': {
    summary: 'VPC가 AWS가 허용하는 인터페이스 엔드포인트 수에 가까워졌습니다.',
    why: 'AWS가 올려 주지 않았다면 VPC 하나에 인터페이스와 Gateway Load Balancer 엔드포인트를 50개까지 둘 수 있습니다. 그 다음 하나는 대개 배포 도중에 생성이 실패합니다.',
    fix: '할당량 상향을 요청하고(`aws service-quotas request-service-quota-increase`) 옵션 `quota`에 적거나, 아무도 쓰지 않는 엔드포인트를 지우십시오.',
  },
  'hygiene-service-managed-skip': {
    summary: 'AWS 서비스가 만든 엔드포인트라서 어떤 규칙도 판단하지 않습니다.',
    why: 'Amazon RDS, Redshift, MWAA 등은 사용자의 VPC에 사용자가 바꿀 수 없는 엔드포인트를 만듭니다. 규칙들은 이를 지나칩니다. 이 규칙은 아무도 만들지 않은 엔드포인트가 궁금한 사람을 위해 나열합니다.',
    fix: '바꿀 것은 없습니다. 엔드포인트를 만든 서비스가 해당 리소스와 함께 지웁니다.',
  },
  'hygiene-untagged-endpoint': {
    summary: '구성이 요구하는 태그가 엔드포인트에 없습니다.',
    why: '엔드포인트 비용을 누가 내는지, 지우기 전에 누구에게 물어야 하는지는 태그에만 있습니다.',
    fix: '태그를 추가하십시오(`aws ec2 create-tags --resources`).',
  },
  'hygiene-unused-sg-on-endpoint-subnets': {
    summary: '엔드포인트 이름을 딴 보안 그룹이 어느 엔드포인트에도, 다른 어디에도 붙어 있지 않습니다.',
    why: '그룹은 원래 쓰이던 엔드포인트보다 오래 남습니다. 엔드포인트로 무엇이 통과하는지 찾는 사람이 헛되이 읽고 헛되이 고칩니다.',
    fix: '그룹을 지우거나(`aws ec2 delete-security-group`), 원래 쓰려던 엔드포인트에 붙이십시오.',
  },
  'interface-endpoint-eni-missing': {
    summary: '사용 가능한 엔드포인트의 네트워크 인터페이스가 서브넷보다 적습니다.',
    why: 'AWS는 엔드포인트의 서브넷마다 네트워크 인터페이스를 하나씩 둡니다. 하나가 없으면 그 서브넷의 가용 영역에는 엔드포인트의 주소가 없습니다. 그곳의 클라이언트는 가용 영역을 건너가고, 그 가용 영역의 이름은 아무것으로도 풀리지 않으며, 다른 가용 영역에 장애가 나면 서비스를 잃습니다.',
    fix: '서브넷을 엔드포인트에서 뺐다가 다시 넣으십시오(`aws ec2 modify-vpc-endpoint --remove-subnet-ids`, `--add-subnet-ids`). 실패하면 서브넷에 남은 주소가 있는지, 그 가용 영역에 서비스가 제공되는지 보십시오.',
  },
  'interface-endpoint-ip-type-subnet-mismatch': {
    summary: '엔드포인트의 서브넷에 그 주소 유형에 필요한 IPv4 또는 IPv6 주소가 없습니다.',
    why: '엔드포인트의 인터페이스는 주소 유형이 말하는 대로 IPv4, IPv6 또는 둘 다를 서브넷에서 받습니다. 서브넷에 그런 블록이 없으면 AWS는 엔드포인트를 만들지 않고, 이미 있는 엔드포인트도 그곳에서 그런 주소를 가질 수 없습니다.',
    fix: '서브넷에 빠진 계열의 블록을 주거나, 다른 서브넷을 고르거나, 주소 유형을 바꾸십시오(`aws ec2 modify-vpc-endpoint --ip-address-type`).',
  },
  'interface-endpoint-ipv6-source-unreachable': {
    summary: '컴퓨팅에는 IPv6 주소만 있고, 그 VPC의 인터페이스 엔드포인트에는 IPv4 주소만 있습니다.',
    why: 'IPv4 주소가 없는 것은 IPv4로 보낼 수 없습니다. 프라이빗 DNS가 서비스에 엔드포인트의 IPv4 주소를 주므로, IPv6 주소만 있는 컴퓨팅은 쓸 수 있는 주소를 찾지 못합니다. VPC의 모든 컴퓨팅이 그러면 error, 일부이면 info입니다.',
    fix: '서비스가 지원하면, 두 종류의 블록이 있는 서브넷에서 엔드포인트를 듀얼 스택으로 바꾸십시오(`aws ec2 modify-vpc-endpoint --ip-address-type dualstack --dns-options DnsRecordIpType=dualstack`).',
  },
  'interface-endpoint-no-flow-log': {
    summary: '인터페이스 엔드포인트의 네트워크 인터페이스를 지켜보는 플로우 로그가 없습니다.',
    why: '클라이언트가 엔드포인트에 닿지 못할 때, 패킷이 도착하는지 거부되는지는 플로우 로그에 나옵니다. 엔드포인트의 플로우 로그라는 것은 없고, VPC, 서브넷, 네트워크 인터페이스의 플로우 로그가 엔드포인트의 인터페이스를 다룹니다.',
    fix: 'VPC 또는 엔드포인트 서브넷의 플로우 로그를 만드십시오(`aws ec2 create-flow-logs --resource-type VPC`).',
  },
  'interface-endpoint-no-subnets': {
    summary: '엔드포인트가 어떤 서브넷에도 없습니다.',
    why: '인터페이스 엔드포인트는 만들어진 서브넷에 주소를 갖습니다. Terraform 코드에서 subnet_ids를 빠뜨린 경우처럼 서브넷이 없어도 AWS는 엔드포인트를 만들고 사용 가능하다고 말하지만, 누구도 연결할 수 있는 주소가 없습니다. 컴퓨팅이 도는 것으로 알려진 VPC에서는 error, 그 밖에는 warning입니다.',
    fix: '클라이언트가 도는 가용 영역마다 서브넷을 추가하거나(`aws ec2 modify-vpc-endpoint --add-subnet-ids`), 엔드포인트를 삭제하십시오.',
  },
  'interface-endpoint-not-available': {
    summary: '엔드포인트가 거부, 실패, 만료되었거나 일부만 만들어졌습니다.',
    why: '사용 가능한 엔드포인트만 트래픽을 나릅니다. 이 상태에서는 그것으로 보낸 것이 하나도 도착하지 않고, 서비스 이름은 여전히 그곳으로 풀릴 수 있으며, 시간 요금은 계속 나갑니다. partial 상태는 일부 트래픽을 나를 수 있어 warning입니다.',
    fix: 'AWS가 말하는 이유를 읽고, 연결을 수락받거나 엔드포인트를 새로 만드십시오. 필요한 사람이 없으면 삭제하십시오.',
  },
  'interface-endpoint-pending-acceptance': {
    summary: '엔드포인트가 한 시간 넘게 서비스 소유자의 수락을 기다리고 있습니다.',
    why: '서비스 소유자는 연결을 하나씩 직접 수락합니다. 그때까지 엔드포인트는 트래픽을 나르지 못하면서 시간 요금은 나갑니다. 한 시간이 안 되었거나 나이를 알 수 없는 것은 참고로 보여 줍니다.',
    fix: '서비스 소유자에게 연결을 수락해 달라고 하거나(`aws ec2 accept-vpc-endpoint-connections`), 엔드포인트를 삭제하십시오.',
  },
  'interface-endpoint-service-ip-type-unsupported': {
    summary: '만들려는, 또는 실패한 엔드포인트의 주소 유형을 그 서비스가 제공하지 않습니다.',
    why: '서비스의 엔드포인트가 IPv4 주소, IPv6 주소 또는 둘 다를 가질 수 있는지는 서비스 제공자가 정합니다. AWS는 다른 유형의 엔드포인트를 만들지 않으므로 배포가 실패합니다. 인터페이스가 이미 있는 엔드포인트는 그 단계를 지났습니다.',
    fix: '`aws ec2 describe-vpc-endpoint-services`가 그 서비스에 대해 알려 주는 주소 유형을 쓰십시오.',
  },
  'interface-endpoint-single-az': {
    summary: '인터페이스 엔드포인트는 가용 영역 하나에 있는데 VPC의 컴퓨팅은 여러 곳에서 돕니다.',
    why: 'VPC의 모든 컴퓨팅이 한 가용 영역에 의존합니다. 그곳에 장애가 나면 정상인 가용 영역에서도 서비스에 닿지 못합니다. 다른 가용 영역의 트래픽은 영역을 건너며 요금이 붙습니다.',
    fix: '컴퓨팅이 도는 가용 영역마다 서브넷을 추가하십시오(`aws ec2 modify-vpc-endpoint --add-subnet-ids`).',
  },
  'interface-endpoint-subnet-ip-exhaustion': {
    summary: '엔드포인트가 있는 서브넷에 빈 주소가 거의 없습니다.',
    why: '이미 있는 인터페이스는 주소를 유지합니다. 그러나 엔드포인트를 새로 만들거나, IPv6를 켜거나, 그 영역으로 되돌릴 때는 빈 주소가 필요하고 AWS는 여유분도 요구합니다. 꽉 찬 서브넷에서는 그런 변경이 하필 가장 나쁜 때 실패합니다.',
    fix: '엔드포인트에 여유 있는(/27 이상) 전용 서브넷을 주거나, 이 서브넷의 주소를 비우십시오.',
  },
  'interface-endpoint-unsupported-az': {
    summary: '만들려는, 또는 실패한 엔드포인트에 서비스가 제공되지 않는 가용 영역의 서브넷이 있습니다.',
    why: '서비스는 일부 가용 영역에서만 제공되며, AWS는 다른 곳에 그 엔드포인트를 만들지 않습니다. 서브넷 하나 때문에 배포가 실패합니다. 서브넷마다 인터페이스가 있는 엔드포인트는 이미 그 단계를 지났습니다.',
    fix: '그 서브넷을 빼거나, `aws ec2 describe-vpc-endpoint-services`가 그 서비스에 대해 알려 주는 가용 영역의 서브넷을 쓰십시오. 다른 가용 영역의 클라이언트는 영역을 건너 엔드포인트에 닿습니다.',
  },
  'nacl-endpoint-egress-blocks-return': {
    summary: '네트워크 ACL이 서브넷에서 나가는 인터페이스 엔드포인트의 응답을 거부합니다.',
    why: '네트워크 ACL은 상태를 기억하지 않습니다. 엔드포인트의 응답은 클라이언트의 휘발성 포트로 서브넷을 나가며, 자체 아웃바운드 규칙이 필요합니다. 없으면 요청은 도착하지만 모든 연결이 타임아웃됩니다. 서비스 이름이 이끄는 엔드포인트에서 VPC의 모든 컴퓨팅을, 또는 그 서비스가 확실히 필요하거나 쓴다고 선언된 컴퓨팅을 막으면 error, 다른 일부를 막으면 warning, 저절로 그 엔드포인트로 이끄는 이름이 없으면 info입니다. VPC의 일부만 쓸 수도 있는 고객 서비스의 엔드포인트는, VPC의 어떤 컴퓨팅도 어떤 포트로도 닿지 못할 때만 알립니다.',
    fix: '클라이언트의 서브넷으로 가는 아웃바운드 TCP 1024-65535를 허용하십시오(`aws ec2 create-network-acl-entry --egress`).',
  },
  'nacl-endpoint-ingress-blocked': {
    summary: '네트워크 ACL이 인터페이스 엔드포인트의 서브넷으로 들어오는 컴퓨팅의 요청을 거부합니다.',
    why: '같은 서브넷에서 오지 않은 요청은 엔드포인트 인터페이스의 서브넷에 그 네트워크 ACL을 거쳐 들어옵니다. 클라이언트의 주소에서 서비스 포트를 허용하는 인바운드 규칙이 없으면 이 인터페이스로 가는 요청이 타임아웃됩니다. 서비스 이름이 이끄는 엔드포인트에서 VPC의 모든 컴퓨팅을, 또는 그 서비스가 확실히 필요하거나 쓴다고 선언된 컴퓨팅을 막으면 error, 다른 일부를 막으면 warning, 저절로 그 엔드포인트로 이끄는 이름이 없으면 info입니다. VPC의 일부만 쓸 수도 있는 고객 서비스의 엔드포인트는, VPC의 어떤 컴퓨팅도 어떤 포트로도 닿지 못할 때만 알립니다.',
    fix: '클라이언트의 서브넷에서 오는 서비스 포트(대개 TCP 443)의 인바운드 트래픽을 허용하십시오(`aws ec2 create-network-acl-entry --ingress`).',
  },
  'nacl-endpoint-missing-listener-port': {
    summary:
      '네트워크 ACL이 VPC의 모든 컴퓨팅을, 그 VPC에 엔드포인트가 있고 입력에 있는 엔드포인트 서비스의 포트에서 막습니다.',
    why: '엔드포인트는 엔드포인트 서비스의 로드 밸런서가 듣는 포트에서 연결을 받습니다. AWS 서비스의 엔드포인트를 두고 쓴 네트워크 ACL은 HTTPS만 지나가게 하므로, 서비스가 다른 포트에서 들으면 요청은 엔드포인트에 닿기 전에 버려지고 모든 연결이 타임아웃됩니다.',
    fix: '리스너의 포트를 클라이언트의 서브넷에서 나가고 엔드포인트의 서브넷으로 들어오게 허용하십시오(`aws ec2 create-network-acl-entry`).',
  },
  'nacl-ephemeral-range-too-narrow': {
    summary: '네트워크 ACL이 클라이언트의 휘발성 포트 일부에만 엔드포인트의 응답을 허용합니다.',
    why: '클라이언트는 연결마다 다른 휘발성 포트를 엽니다. Linux는 32768-60999, Lambda는 1024-65535입니다. 네트워크 ACL은 상태를 기억하지 않으므로 어떤 규칙도 허용하지 않는 포트로 가는 응답은 버려집니다. 그러면 포트에 따라 어떤 연결은 되고 어떤 연결은 타임아웃됩니다.',
    fix: '모든 시스템을 아우르는 TCP 1024-65535로 가는 응답을 허용하십시오(`aws ec2 replace-network-acl-entry`).',
  },
  'nacl-gateway-egress-incomplete': {
    summary: '네트워크 ACL이 게이트웨이 엔드포인트 서비스의 주소로 나가는 HTTPS를 거부합니다.',
    why: '게이트웨이 엔드포인트는 서비스의 퍼블릭 주소를 그대로 쓰고 네트워크 ACL은 접두사 목록을 모르므로, 아웃바운드 규칙이 서비스의 블록을 하나하나 허용해야 합니다. 빠진 것은 버려집니다. 전부이면 모든 요청이 타임아웃되고, 일부이면 이름이 풀리는 데 따라 가끔 실패합니다. 엔드포인트의 라우팅 테이블 뒤에서 지나가는 컴퓨팅이 하나도 없으면 error, 일부이면 warning, ACL 뒤에 알려진 컴퓨팅이 없으면 info입니다.',
    fix: '서비스 접두사 목록의 블록으로 가는 아웃바운드 TCP 443을 허용하거나(`aws ec2 create-network-acl-entry --egress`), 0.0.0.0/0으로 허용하십시오.',
  },
  'nacl-gateway-return-blocked': {
    summary: '네트워크 ACL이 게이트웨이 엔드포인트 서비스의 응답을 거부합니다.',
    why: '네트워크 ACL은 상태를 기억하지 않습니다. 응답은 서비스의 퍼블릭 주소에서 클라이언트의 휘발성 포트로 들어오며, 자체 인바운드 규칙이 필요합니다. 없으면 요청은 나가서 처리되지만 모든 연결이 타임아웃됩니다. 엔드포인트의 라우팅 테이블 뒤에서 응답을 받는 컴퓨팅이 하나도 없으면 error, 일부이면 warning, ACL 뒤에 알려진 컴퓨팅이 없으면 info입니다.',
    fix: '서비스 접두사 목록의 블록에서 오는 인바운드 TCP 1024-65535를 허용하거나(`aws ec2 create-network-acl-entry --ingress`), 0.0.0.0/0에서 오는 것을 허용하십시오.',
  },
  'nacl-ipv6-missing': {
    summary: '컴퓨팅과 듀얼 스택 엔드포인트 사이의 네트워크 ACL에 IPv6을 허용하는 항목이 없습니다.',
    why: '네트워크 ACL의 항목은 IPv4용이거나 IPv6용이며, 어떤 항목도 허용하지 않는 것은 거부됩니다. 듀얼 스택 엔드포인트의 이름은 클라이언트를 IPv6으로도 이끌고 대부분은 그것을 먼저 시도합니다. ACL에 IPv4 항목만 있으면 물러설 때까지 기다립니다. 엔드포인트나 클라이언트에 물러설 IPv4 주소가 없으면 error입니다.',
    fix: 'IPv4 항목 옆에 양방향으로 IPv6 항목을 추가하거나, 엔드포인트에 IPv4 주소만 주십시오.',
  },
  'nacl-source-egress-blocks-endpoint': {
    summary: '네트워크 ACL이 인터페이스 엔드포인트로 나가는 컴퓨팅의 요청을 거부합니다.',
    why: '같은 서브넷에 엔드포인트의 인터페이스가 없는 한, 요청은 클라이언트의 서브넷을 그 네트워크 ACL을 거쳐 나갑니다. 엔드포인트의 주소로 서비스 포트를 허용하는 아웃바운드 규칙이 없으면 요청이 타임아웃됩니다. 서비스 이름이 이끄는 엔드포인트에서 VPC의 모든 컴퓨팅을, 또는 그 서비스가 확실히 필요하거나 쓴다고 선언된 컴퓨팅을 막으면 error, 다른 일부를 막으면 warning, 저절로 그 엔드포인트로 이끄는 이름이 없으면 info입니다. VPC의 일부만 쓸 수도 있는 고객 서비스의 엔드포인트는, VPC의 어떤 컴퓨팅도 어떤 포트로도 닿지 못할 때만 알립니다.',
    fix: '엔드포인트의 서브넷으로 가는 서비스 포트(대개 TCP 443)의 아웃바운드 트래픽을 허용하십시오(`aws ec2 create-network-acl-entry --egress`).',
  },
  'nacl-source-ingress-blocks-return': {
    summary: '네트워크 ACL이 컴퓨팅으로 들어오는 인터페이스 엔드포인트의 응답을 거부합니다.',
    why: '네트워크 ACL은 상태를 기억하지 않습니다. 엔드포인트의 응답은 클라이언트의 휘발성 포트로 그 서브넷에 들어오며, 자체 인바운드 규칙이 필요합니다. 없으면 요청은 도착하지만 모든 연결이 타임아웃됩니다. 서비스 이름이 이끄는 엔드포인트에서 VPC의 모든 컴퓨팅을, 또는 그 서비스가 확실히 필요하거나 쓴다고 선언된 컴퓨팅을 막으면 error, 다른 일부를 막으면 warning, 저절로 그 엔드포인트로 이끄는 이름이 없으면 info입니다. VPC의 일부만 쓸 수도 있는 고객 서비스의 엔드포인트는, VPC의 어떤 컴퓨팅도 어떤 포트로도 닿지 못할 때만 알립니다.',
    fix: '엔드포인트의 서브넷에서 오는 인바운드 TCP 1024-65535를 허용하십시오(`aws ec2 create-network-acl-entry --ingress`).',
  },
  'policy-allow-ifexists-overbroad': {
    summary: 'Allow가 누가 또는 어디서 호출하는지를 IfExists로만 검사하여, 그 키가 없는 요청도 허용합니다.',
    why: 'IfExists가 있으면 키가 없을 때 조건이 성립합니다. 아무도 서명하지 않은 요청에는 보안 주체의 키가 없고, 엔드포인트를 거치지 않은 요청에는 엔드포인트의 키가 없습니다. 그래서 다른 조건이 없는 Allow는 누구나 들입니다.',
    fix: 'IfExists를 빼거나, 늘 있는 키의 조건을 더하십시오.',
  },
  'policy-arn-account-mixed-wildcard': {
    summary: '엔드포인트의 정책이 ARN의 계정을 숫자와 와일드카드를 섞어 적었는데, AWS는 이를 받지 않습니다.',
    why: '엔드포인트의 정책에서 ARN의 계정은 계정 id이거나 와일드카드여야지, 둘을 섞을 수 없습니다. AWS는 그런 정책을 거부하므로 그것을 담은 변경이 실패합니다.',
    fix: '계정 id를 모두 적거나, 와일드카드만 쓰고 계정은 조건에서 검사하십시오.',
  },
  'policy-arn-partition-mismatch': {
    summary: '문이 다른 파티션의 리소스만 적어 이곳에서는 아무것과도 맞지 않습니다.',
    why: '중국의 ARN은 arn:aws-cn으로, GovCloud는 arn:aws-us-gov로 시작합니다. 다른 파티션의 ARN을 적은 문은 이 리전의 어떤 요청과도 맞지 않습니다.',
    fix: 'ARN을 이 리전의 파티션으로 적으십시오.',
  },
  'policy-bucket-vs-object-arn': {
    summary: '문이 객체에 대한 작업을 허용하면서 버킷만 적었거나 그 반대여서, 아무것과도 맞지 않습니다.',
    why: 's3:GetObject의 대상은 객체이며 그 ARN은 버킷 뒤에 빗금으로 이어집니다. s3:ListBucket의 대상은 버킷 자체입니다. 다른 쪽을 적은 문은 어떤 요청과도 맞지 않습니다.',
    fix: '둘 다 적으십시오. 버킷에 대한 작업에는 arn:aws:s3:::bucket, 객체에 대한 작업에는 arn:aws:s3:::bucket/*입니다.',
  },
  'policy-divergent-gateway-interface': {
    summary: 'VPC가 한 서비스에 가진 두 엔드포인트 중 하나는 정책으로 제한되고 다른 하나는 그렇지 않습니다.',
    why: '한 엔드포인트의 정책이 거부하는 것을 다른 엔드포인트로 보낼 수 있습니다. 그 이름이나 다른 종류의 주소를 쓰기만 하면 됩니다. 한쪽의 제한은 제한이 아닙니다.',
    fix: '다른 하나가 달리 제한된 네트워크를 위한 것이 아니라면 둘에 같은 정책을 주십시오.',
  },
  'policy-endpoint-asks-for-other-network': {
    summary: '엔드포인트 정책이 자신의 것이 아닌 VPC나 엔드포인트를 요구하여 아무것도 지나가지 못합니다.',
    why: '엔드포인트를 지나는 요청에서 aws:SourceVpc는 엔드포인트가 있는 VPC이고 aws:SourceVpce는 그 엔드포인트 자신이며, 누가 보내든 그렇습니다. 허브 클라이언트의 VPC를 적거나 다른 엔드포인트에서 베낀 정책은 모든 것을 거부합니다.',
    fix: '그 검사를 없애십시오. 엔드포인트의 정책은 그 엔드포인트의 요청에만 적용됩니다. 허브의 클라이언트를 구별하려면 aws:VpcSourceIp를 검사하십시오.',
  },
  'policy-endpoint-default-full-access': {
    summary: '엔드포인트의 정책이 누구에게나 무엇이든 허용하는 기본 정책입니다.',
    why: '전체 액세스 엔드포인트를 통해서는 어떤 계정의 자격 증명이든 어떤 계정의 리소스에든 닿습니다. 데이터를 담거나 신원을 내주는 서비스라면 데이터가 네트워크를 지나 빠져나갈 길입니다. 다른 서비스이면 심각도 info의 참고입니다.',
    fix: '자신의 보안 주체나 리소스를 적은 정책을 엔드포인트에 주십시오(`aws ec2 modify-vpc-endpoint --policy-document`). 예를 들어 aws:PrincipalOrgID와 aws:ResourceOrgID를 쓸 수 있습니다.',
  },
  'policy-exfiltration-open': {
    summary: '엔드포인트의 정책이 어떤 계정의 보안 주체든 어떤 계정의 리소스에든 무엇이나 하게 합니다.',
    why: 'VPC의 기계를 손에 넣은 사람은 자기 계정의 자격 증명을 가져와 엔드포인트로 그 계정의 버킷에 데이터를 복사할 수 있습니다. 리소스가 그들의 것이므로 리소스의 정책은 막지 못합니다.',
    fix: '여러분 조직의 aws:PrincipalOrgID와 aws:ResourceOrgID, 그리고 AWS가 가진 것은 이름으로만 허용하십시오.',
  },
  'policy-forallvalues-allow': {
    summary: 'Allow가 키를 ForAllValues로 검사하는데, 요청에 그 키가 없을 때도 성립합니다.',
    why: 'ForAllValues는 키의 값 가운데 다른 값이 없기를 요구합니다. 키가 없는 요청에는 값이 없으므로 Allow가 그 요청에도 맞습니다.',
    fix: 'ForAnyValue를 쓰거나, 같은 키에 값 false인 Null 조건을 더하십시오.',
  },
  'policy-gateway-principal-not-star': {
    summary: '게이트웨이 엔드포인트의 정책이, 게이트웨이 엔드포인트가 알지 못하는 보안 주체를 적습니다.',
    why: '게이트웨이 엔드포인트의 정책에서 문은 Principal이 *일 때만 적용됩니다. 역할이나 사용자를 보안 주체로 적으면 아무와도 맞지 않고, 계정은 그 계정의 루트 사용자에게만 맞습니다. 그래서 다른 모두가 거부됩니다.',
    fix: 'Principal을 "*"로 두고, 역할은 aws:PrincipalArn, 계정은 aws:PrincipalAccount 조건에 적으십시오.',
  },
  'policy-ifexists-negated-no-exemption': {
    summary: 'Deny가 부정 연산자에 IfExists를 써서, 엔드포인트를 거치지 않는 요청은 빼 주는 것처럼 보입니다.',
    why: 'StringNotEqualsIfExists는 키가 없을 때 StringNotEquals와 똑같이 성립합니다. 그래서 콘솔, NAT, AWS 서비스처럼 엔드포인트를 거치지 않는 요청도 거부됩니다.',
    fix: '다른 엔드포인트만 거부하려면 같은 키에 값 false인 Null 조건을 더하십시오. 나머지를 일부러 모두 거부하려면 아무것도 바꾸지 않는 IfExists를 빼십시오.',
  },
  'policy-json-invalid': {
    summary: '정책이 AWS가 받는 정책 문서가 아닙니다.',
    why: 'AWS는 올바른 JSON이 아니거나 정책에 없는 요소가 있는 정책을 거부하므로, 그것을 담은 변경이 실패합니다. 아예 JSON이 아닌 것은 코드에서만 지적합니다. AWS가 보여 주는 정책은 AWS가 이미 받은 것이기 때문입니다.',
    fix: '메시지에 나온 곳을 고치십시오.',
  },
  'policy-key-name-typo': {
    summary: '조건이 AWS에 없는, 있는 것과 철자가 거의 같은 키를 검사합니다.',
    why: '없는 키를 담은 요청은 없습니다. 그것을 요구하는 Allow는 결코 맞지 않고, 한 값만 빼고 거부하는 Deny는 늘 맞습니다.',
    fix: '키의 이름을 고치십시오.',
  },
  'policy-malformed-network-id': {
    summary: '조건이 VPC나 엔드포인트를, 그 id일 수 없는 글자로 요구합니다.',
    why: 'id는 vpc- 또는 vpce- 뒤에 숫자와 a부터 f까지의 글자가 8개 또는 17개 옵니다. 다른 글자는 어떤 요청과도 맞지 않으므로, 그것을 쓴 Allow는 아무도 들이지 않고 그것만 빼는 Deny는 모두를 거부합니다.',
    fix: 'id를 찾아보십시오: `aws ec2 describe-vpc-endpoints`, `aws ec2 describe-vpcs`.',
  },
  'policy-missing-amazon-linux-repos': {
    summary: 'S3 엔드포인트의 정책이 Linux를 돌리는 인스턴스에서 Amazon Linux의 패키지 저장소를 막습니다.',
    why: 'Amazon Linux는 리전의 AWS 버킷에서, 아무도 서명하지 않은 요청으로 패키지를 설치하고 업데이트합니다. 버킷을 적거나 조직을 요구하는 정책은 그것을 거부합니다. 인스턴스가 어떤 Linux를 돌리는지는 보이지 않으므로 이 규칙은 요청할 때만 켜집니다.',
    fix: '메시지에 나온 버킷에 대해, 보안 주체의 조건 없이 모든 보안 주체에 s3:GetObject를 허용하십시오.',
  },
  'policy-missing-ecr-layer-bucket': {
    summary: 'S3 엔드포인트의 정책이 컨테이너 이미지를 프라이빗하게 받는 VPC에서 이미지 레이어를 막습니다.',
    why: 'ECR은 이미지의 레이어를 자체 버킷의 객체로 내주며, 클라이언트는 그것을 엔드포인트로 S3에서 가져옵니다. 그 엔드포인트의 정책이 그 버킷을 허용하지 않으면 이미지 받기는 시작되었다가 레이어에서 403으로 끝납니다.',
    fix: 'S3 엔드포인트의 정책에서 모든 보안 주체에 arn:aws:s3:::prod-REGION-starport-layer-bucket/*의 s3:GetObject를 허용하십시오.',
  },
  'policy-missing-emr-buckets': {
    summary: 'S3 엔드포인트의 정책이 EMR 엔드포인트가 있는 VPC에서 EMR의 패키지를 막습니다.',
    why: '클러스터의 노드는 S3 엔드포인트를 거쳐 AWS의 버킷에서 소프트웨어를 받습니다. 그 정책이 허용하지 않으면 프라이빗 서브넷의 클러스터가 시작되지 않습니다.',
    fix: 'S3 엔드포인트의 정책에서 메시지에 나온 버킷의 s3:GetObject를 허용하십시오.',
  },
  'policy-missing-principal': {
    summary: '엔드포인트 정책의 문에 보안 주체가 없습니다.',
    why: '엔드포인트의 정책은 각 문이 누구에 관한 것인지 말해야 합니다. AWS는 그것이 없는 정책을 거부하므로 그것을 담은 변경이 실패합니다.',
    fix: '"Principal": "*"를 더하고, 모두가 아니라면 aws:PrincipalArn 조건에 보안 주체를 적으십시오.',
  },
  'policy-missing-service-bucket': {
    summary:
      'S3 엔드포인트의 정책이, 해당 서비스의 엔드포인트가 있는 VPC에서 그 서비스에 속한 AWS의 파일을 막습니다.',
    why: '에이전트와 빌드 서비스는 S3 엔드포인트를 거쳐 AWS의 버킷에서 파일을 가져옵니다. CodeDeploy의 에이전트, CloudFormation에 대한 사용자 지정 리소스의 응답, Elastic Beanstalk의 플랫폼이 그렇습니다. VPC에 그것이 필요한지는 엔드포인트로 짐작할 뿐이므로 이 규칙은 요청할 때만 켜집니다.',
    fix: 'S3 엔드포인트의 정책에서 메시지에 나온 작업을 그 옆에 나온 버킷에 허용하십시오.',
  },
  'policy-missing-ssm-buckets': {
    summary: 'S3 엔드포인트의 정책이 Systems Manager가 관리하는 VPC에서 그 패키지를 막습니다.',
    why: 'Systems Manager의 에이전트는 S3 엔드포인트를 거쳐 AWS의 버킷에서 스스로를 업데이트하고 패키지와 패치를 설치합니다. 세션과 명령은 그것 없이도 되므로 이 규칙은 요청할 때만 켜집니다.',
    fix: 'S3 엔드포인트의 정책에서 메시지에 나온 버킷의 s3:GetObject를 허용하십시오.',
  },
  'policy-mrap-missing-buckets': {
    summary:
      '엔드포인트의 정책이 다중 리전 액세스 포인트는 허용하면서 그 뒤의 버킷은 하나도 허용하지 않습니다.',
    why: '다중 리전 액세스 포인트를 거친 요청은 액세스 포인트와 요청이 가는 버킷 양쪽에 대해 검사됩니다. 정책이 둘 다 허용하지 않으면 모든 요청이 거부됩니다.',
    fix: '액세스 포인트 뒤의 버킷마다 arn:aws:s3:::bucket/*에 같은 작업을 허용하십시오.',
  },
  'policy-multivalued-without-set-operator': {
    summary: '조건이 값이 여럿인 키를 값이 하나인 것처럼 검사합니다.',
    why: 'aws:PrincipalOrgPaths 같은 키는 목록을 담습니다. AWS는 ForAnyValue나 ForAllValues로만 비교하며, 보통 연산자로는 어떤 요청이 맞는지 정해져 있지 않습니다.',
    fix: '연산자 앞에 ForAnyValue:를 쓰거나, ForAllValues:를 쓰고 그 옆에 Null 조건을 두십시오.',
  },
  'policy-not-supported-by-service': {
    summary: '엔드포인트에 자체 정책이 있는데 그 서비스는 정책을 평가하지 않습니다.',
    why: '정책은 제한처럼 보이지만 제한이 아닙니다. 엔드포인트에 닿는 것은 모두 지나갑니다.',
    fix: '서비스를 쓸 수 있는 사람은 다른 곳에서 제한하십시오. 엔드포인트의 보안 그룹, 보안 주체와 리소스의 정책, 조직의 정책이 있습니다. 아무도 기대지 않도록 엔드포인트 정책은 전체 액세스로 되돌리십시오.',
  },
  'policy-notipaddress-deny-lockout': {
    summary: 'aws:SourceIp에 NotIpAddress를 쓴 Deny가 엔드포인트로 오는 모든 요청을 거부합니다.',
    why: '엔드포인트를 거친 요청에는 aws:SourceIp가 없고, NotIpAddress는 IfExists가 있든 없든 없는 키에 대해 성립합니다. 그래서 Deny는 출발지와 상관없이 그런 요청 모두에 맞습니다. 리소스의 정책에서는, 그 리소스가 엔드포인트로 쓰인다는 것이 입력에 없으면 warning입니다.',
    fix: '같은 문에 여러분의 엔드포인트에서는 성립하지 않는 조건을 더하십시오. 자신의 값을 넣은 aws:SourceVpce, aws:SourceVpc 또는 aws:VpceOrgID의 StringNotEqualsIfExists입니다. 엔드포인트의 정책에서는 aws:VpcSourceIp를 검사하십시오.',
  },
  'policy-notprincipal-notaction-allow': {
    summary: '엔드포인트의 정책이 적은 것만 빼고 모두 허용합니다.',
    why: 'NotAction, NotResource, NotPrincipal을 쓴 Allow는 예외를 뺀, 지금 있는 것과 AWS가 나중에 더하는 것 모두를 아우릅니다. 엔드포인트를 제한하려는 정책에서 그럴 뜻인 경우는 드뭅니다.',
    fix: '허용할 것을 적고, 예외는 별도의 문에서 거부하십시오.',
  },
  'policy-service-principal-not-exempted': {
    summary: '정책이 AWS 서비스의 전달을 허용하고는, 엔드포인트를 거치지 않는다는 이유로 다시 거부합니다.',
    why: 'AWS 서비스는 자기 네트워크에서 호출하므로 그 요청에는 엔드포인트도 VPC도 없습니다. 다른 곳에서 온 것을 모두 거부하는 Deny는 그것에도 적용되고 Allow를 이깁니다. 로그와 알림이 말없이 멈춥니다.',
    fix: 'Deny의 조건에 aws:PrincipalIsAWSService false의 BoolIfExists를 더하십시오.',
  },
  'policy-set-operator-on-single-valued': {
    summary: '조건이 값이 하나인 키를 ForAnyValue나 ForAllValues로 검사합니다.',
    why: '집합 연산자는 값이 여럿인 키를 위한 것입니다. 값이 하나인 키에 ForAllValues를 쓰면 키가 없을 때 조건이 성립하며, 그럴 뜻인 경우는 드뭅니다.',
    fix: 'ForAnyValue나 ForAllValues 없이 연산자를 쓰십시오.',
  },
  'policy-size-near-limit': {
    summary: '엔드포인트의 정책이 AWS가 받는 길이에 거의 이르렀거나 넘었습니다.',
    why: '엔드포인트의 정책은 공백을 포함해 20,480자까지입니다. AWS는 더 긴 정책을 거부하므로 다음 추가가 실패합니다.',
    fix: '공백을 빼거나, 문을 합치거나, 목록 대신 조직이나 태그를 검사하십시오.',
  },
  'policy-sourceip-private-range': {
    summary: '리소스의 정책이 aws:SourceIp를 프라이빗 주소로 검사하는데, 어떤 요청에도 그런 값이 없습니다.',
    why: 'aws:SourceIp는 요청이 온 퍼블릭 주소이고, 엔드포인트를 거친 요청에는 없습니다. 그래서 프라이빗 주소의 Allow는 아무도 들이지 않고, Deny는 아무도 막지 못합니다.',
    fix: 'aws:VpcSourceIp를 aws:SourceVpc와 함께 검사하거나, 퍼블릭 주소를 적으십시오.',
  },
  'policy-sourceip-via-endpoint': {
    summary:
      '엔드포인트 정책이 요청을 aws:SourceIp로 허용하는데, 엔드포인트를 거친 요청에는 그것이 없습니다.',
    why: '엔드포인트를 거쳐 오는 요청에는 aws:SourceIp가 없습니다. 그것을 요구하는 Allow는 결코 맞지 않고, 어떤 문도 허용하지 않는 것은 거부됩니다.',
    fix: '대신 클라이언트의 프라이빗 주소인 aws:VpcSourceIp를 검사하거나, 주소 없이 보안 주체와 리소스를 적으십시오.',
  },
  'policy-sourcevpc-hub-mismatch': {
    summary: '정책은 클라이언트의 VPC를 요구하는데, 클라이언트는 다른 VPC의 엔드포인트로 옵니다.',
    why: 'aws:SourceVpc는 클라이언트의 VPC가 아니라 엔드포인트가 있는 VPC입니다. 허브의 엔드포인트를 쓰는 클라이언트는 허브의 VPC에서 오는 것이 되어 정책이 거부합니다.',
    fix: '허브의 VPC도 적거나, 더 낫게는 aws:SourceVpce로 그 엔드포인트를 적으십시오. 허브의 클라이언트를 서로 구별하려면 그 옆에 aws:VpcSourceIp를 쓰십시오.',
  },
  'policy-sourcevpc-region-ambiguous': {
    summary: '정책이 aws:SourceVpc를 리전 없이 검사하는데, VPC의 id는 한 리전 안에서만 고유합니다.',
    why: '다른 리전의, 어느 계정의 VPC든 같은 id를 가질 수 있습니다. VPC를 id만으로 들이는 정책은 그 VPC도 들일 수 있습니다.',
    fix: 'aws:RequestedRegion 조건을 더하거나, 서비스가 보내는 곳에서는 aws:SourceVpcArn을 검사하십시오.',
  },
  'policy-sourcevpce-deny-lockout': {
    summary: '리소스의 정책이 엔드포인트를 거치지 않는 것을 모두, 정책 자체의 변경까지 거부합니다.',
    why: '콘솔, 사용자를 대신하는 AWS 서비스, AWS 서비스 자신은 결코 엔드포인트를 거치지 않으므로 Deny가 모두에게 적용됩니다. 엔드포인트가 삭제되거나 바뀌면 아무도 정책을 고칠 수 없습니다. 키라면 그 키와 그것으로 암호화한 것을 잃으므로 error입니다.',
    fix: '정책을 바꾸는 작업을 Deny에서 빼거나 관리 역할을 빼 주십시오(aws:PrincipalArn의 ArnNotLike). 서비스는 aws:PrincipalIsAWSService false와 aws:ViaAWSService false의 BoolIfExists로 빼 주십시오.',
  },
  'policy-sourcevpce-unknown-endpoint': {
    summary: '정책이 수집된 것 중에 없는 엔드포인트로만 요청을 들입니다.',
    why: '삭제되었거나 새로 만든 엔드포인트는 id가 다릅니다. 아직 옛 id를 적은 정책은 아무도 들이지 않습니다. 그 엔드포인트가 수집하지 않은 계정이나 리전의 것이라면 괜찮습니다. 확실히 하려면 그곳도 수집하십시오.',
    fix: '있는 엔드포인트를 적거나(`aws ec2 describe-vpc-endpoints`), 엔드포인트와 함께 바뀌지 않는 aws:SourceVpc 또는 aws:VpceOrgID를 검사하십시오.',
  },
  'policy-sourcevpce-wrong-endpoint-path': {
    summary: '정책은 VPC의 한 엔드포인트를 요구하는데, 그곳에서 도는 것은 다른 엔드포인트를 씁니다.',
    why: 'VPC에 한 서비스의 게이트웨이 엔드포인트와 인터페이스 엔드포인트가 있거나, 자체 엔드포인트와 허브의 것이 함께 있으면 이름과 경로가 어느 것을 쓸지 정합니다. 다른 것을 요구하는 정책은 이것을 쓰는 사람을 거부합니다. VPC 밖의 네트워크만 들이려는 뜻일 수도 있습니다.',
    fix: '조건에 두 엔드포인트를 모두 적거나, 쓰이는 것을 적으십시오.',
  },
  'policy-string-wildcard-min-chars': {
    summary: '엔드포인트 정책의 조건에 있는 와일드카드 옆에 글자가 너무 적어 AWS가 받지 않습니다.',
    why: '엔드포인트의 정책에서 문자열 조건 값의 와일드카드는 앞이나 뒤에 글자가 여섯 개 이상 이어져야 합니다. AWS는 그렇지 않은 정책을 거부하므로 그것을 담은 변경이 실패합니다.',
    fix: '값을 더 길게 적거나 다른 키를 검사하십시오.',
  },
  'policy-value-case': {
    summary: '조건이 VPC나 엔드포인트의 id를 대문자로 요구하는데, 그런 id는 없습니다.',
    why: 'StringEquals와 StringLike는 대소문자를 가려 비교하고, AWS는 id를 소문자로 적습니다. 그래서 검사는 어떤 요청과도 맞지 않거나, 부정이면 모두와 맞습니다.',
    fix: 'id를 소문자로 적으십시오.',
  },
  'policy-vpce-org-key-unsupported-service': {
    summary: 'AWS의 목록에 따르면 그 서비스가 보내지 않는, 엔드포인트 소유자에 관한 키를 정책이 검사합니다.',
    why: 'aws:VpceAccount, aws:VpceOrgID, aws:VpceOrgPaths, aws:SourceVpcArn은 AWS의 목록에 있는 서비스만 보냅니다. 다른 서비스에서는 키가 없습니다. 그것을 요구하는 Allow는 결코 맞지 않고, 한 값만 빼고 거부하는 Deny는 늘 맞습니다. 목록은 늘어나므로 이것은 warning입니다. 서비스가 추가되었는지 보십시오.',
    fix: '엔드포인트가 있는 모든 서비스가 보내는 aws:SourceVpce 또는 aws:SourceVpc를 검사하십시오.',
  },
  'policy-vpcsourceip-alone': {
    summary:
      '리소스의 정책이 aws:VpcSourceIp를 검사하면서 그 프라이빗 주소가 어느 네트워크의 것인지는 보지 않습니다.',
    why: '프라이빗 주소는 많은 네트워크에서 같습니다. 같은 범위의 자기 VPC에 엔드포인트가 있는 사람도 그런 주소를 담으므로, 이 검사만으로는 아무도 가려내지 못합니다.',
    fix: '같은 문에 aws:SourceVpc, aws:SourceVpce 또는 aws:VpceAccount 조건을 더하십시오.',
  },
  'policy-wildcard-in-id-condition': {
    summary:
      '엔드포인트의 정책이 AWS가 만든 식별자를 와일드카드나 숫자로 검사하는데, AWS는 이를 받지 않습니다.',
    why: '엔드포인트의 정책에서 계정, 조직, VPC, 엔드포인트를 담는 키는 와일드카드도 숫자 연산자도 받지 않습니다. AWS는 그런 정책을 거부하므로 그것을 담은 변경이 실패합니다.',
    fix: '식별자를 하나씩 온전한 값으로, StringEquals나 StringNotEquals와 함께 적으십시오.',
  },
  'private-dns-disabled': {
    summary:
      '인터페이스 엔드포인트의 프라이빗 DNS가 꺼져 있고, 그 VPC에 서비스의 이름을 주는 다른 것도 없습니다.',
    why: '프로그램은 서비스의 보통 이름을 묻습니다. 프라이빗 DNS도, 그것을 대신하는 호스팅 영역도 없으면 그 이름은 퍼블릭 주소로 풀립니다. 엔드포인트 비용은 나가면서 트래픽은 NAT나 인터넷으로 가거나 갈 곳이 없습니다. EKS 노드처럼 그 서비스가 확실히 필요하거나 쓴다고 선언된 것이 VPC에 있고 인터넷으로 가는 길이 없으면 심각도는 error입니다.',
    fix: '프라이빗 DNS를 켜거나(`aws ec2 modify-vpc-endpoint --vpc-endpoint-id … --private-dns-enabled`), 서비스 이름의 프라이빗 호스팅 영역을 엔드포인트의 별칭과 함께 VPC에 연결하십시오.',
  },
  'private-dns-vpc-attributes-disabled': {
    summary:
      '엔드포인트의 프라이빗 DNS나 서비스의 호스팅 영역이 효과가 없습니다. VPC의 DNS 호스트 이름이 꺼져 있습니다.',
    why: '프라이빗 DNS는 VPC의 두 DNS 속성이 모두 켜져 있을 때만 동작합니다. enableDnsHostnames가 꺼져 있으면 서비스의 이름이 퍼블릭 주소로 풀리고, 트래픽은 엔드포인트를 돌아가거나 갈 곳이 없습니다.',
    fix: 'DNS 호스트 이름을 켜십시오(`aws ec2 modify-vpc-attribute --vpc-id … --enable-dns-hostnames`).',
  },
  'resilience-nlb-provider-single-target-az': {
    summary: '엔드포인트 서비스는 여러 가용 영역에서 제공되는데 그 뒤의 대상은 모두 한 가용 영역에 있습니다.',
    why: '여러 가용 영역의 엔드포인트는 그중 하나가 없어져도 서비스가 남는다고 약속합니다. 로드 밸런서가 영역을 넘나들므로 대상의 가용 영역이 살아 있는 동안은 모두 동작하지만, 그 영역에 장애가 나면 모든 영역의 모든 엔드포인트가 끊깁니다. 넘나들지 않으면 다른 영역이 곧바로 실패하며, 그것은 endpoint-service-no-targets-in-az가 알립니다. 대상이 하나뿐이면 일부러 그런 것으로 봅니다.',
    fix: '두 번째 가용 영역에 대상을 등록하십시오(`aws elbv2 register-targets`).',
  },
  'resource-endpoint-az-no-overlap': {
    summary: '리소스 엔드포인트와 그 뒤의 리소스 게이트웨이가 함께 있는 가용 영역이 없습니다.',
    why: '트래픽은 한 가용 영역 안에서 엔드포인트에서 게이트웨이로 갑니다. 겹치는 영역이 없으면 엔드포인트는 아무것에도 닿지 못합니다.',
    fix: '리소스 게이트웨이에 엔드포인트의 가용 영역에 있는 서브넷을 주거나, 게이트웨이의 영역에 엔드포인트를 새로 만드십시오.',
  },
  'resource-endpoint-inaccessible': {
    summary: 'AWS가 리소스 엔드포인트나 서비스 네트워크 엔드포인트 뒤의 리소스에 닿을 수 없다고 말합니다.',
    why: '엔드포인트는 사용 가능하지만 그 뒤의 리소스 구성은 그렇지 않습니다. 그리로 보낸 것은 어디에도 도착하지 않습니다.',
    fix: '리소스 구성(`aws vpc-lattice get-resource-configuration`)과 리소스 게이트웨이를 살펴보거나 그 소유자에게 물으십시오.',
  },
  'resource-endpoint-port-outside-config': {
    summary: '리소스 엔드포인트의 보안 그룹이 리소스의 포트를 하나도 열지 않습니다.',
    why: '리소스 엔드포인트는 리소스 구성의 포트만 통과시킵니다. 보안 그룹이 그 포트 어디에도 아무도 들이지 않으면 아무것도 지나가지 못합니다.',
    fix: '리소스 구성의 포트로 클라이언트를 허용하십시오.',
  },
  'resource-gateway-egress-blocked': {
    summary: '엔드포인트 뒤의 리소스 게이트웨이의 보안 그룹이 리소스로 나가는 트래픽을 막습니다.',
    why: '엔드포인트가 가져온 것은 보안 그룹의 아웃바운드 규칙에 따라 리소스 게이트웨이를 나갑니다. 어느 규칙도 리소스의 포트를 허용하지 않으면 모든 클라이언트가 타임아웃을 겪습니다.',
    fix: '게이트웨이의 아웃바운드 규칙에서 리소스의 주소와 포트를 허용하십시오.',
  },
  'resource-private-dns-unverified-domain': {
    summary: '리소스 엔드포인트는 검증된 이름만 받는데 리소스의 이름이 검증되지 않았습니다.',
    why: '프라이빗 DNS가 켜진 리소스 엔드포인트는 리소스 구성이 주는 이름에 답하지만, 기본값으로는 도메인의 소유자가 검증된 경우뿐입니다. 그때까지 VPC의 클라이언트는 그 이름으로 리소스를 찾지 못합니다.',
    fix: '소유자가 도메인을 검증하게 하거나(`aws vpc-lattice start-domain-verification`), 엔드포인트가 검증되지 않은 이름도 받게 하십시오(PrivateDnsPreference ALL_DOMAINS).',
  },
  'route-appliance-source-dest-check': {
    summary: '경로가, 자기 것이 아닌 패킷을 버리는 인터페이스를 지납니다.',
    why: '경로가 대상으로 적은 NAT 인스턴스, 프록시, 방화벽은 다른 곳으로 가는 패킷을 받습니다. 그 인터페이스의 원본/대상 확인이 켜져 있으면 AWS가 그 패킷을 버리므로 그 경로를 쓰는 모든 것이 타임아웃됩니다. 테이블이 컴퓨팅을 담당하는 것으로 알려져 있으면 error, 그 밖에는 warning입니다.',
    fix: '확인을 끄거나(`aws ec2 modify-network-interface-attribute --no-source-dest-check`), 경로를 바꾸십시오.',
  },
  'route-blackhole-to-endpoint': {
    summary: '컴퓨팅이 다른 VPC의 엔드포인트로 갈 경로가 블랙홀입니다.',
    why: '블랙홀 경로는 삭제된 피어링 연결처럼 사라진 것을 가리킵니다. 그래도 더 넓은 경로를 이기고 패킷을 버리므로 엔드포인트로 가는 요청이 타임아웃됩니다.',
    fix: '경로를 삭제하거나 대상을 바꾸십시오(`aws ec2 replace-route`).',
  },
  'route-edge-table-missing-appliance': {
    summary: '인터넷으로 가는 트래픽은 Gateway Load Balancer 엔드포인트를 지나는데, 응답은 비켜 갑니다.',
    why: '인터넷의 응답은 인터넷 게이트웨이로 들어오며, 먼저 엔드포인트로 보내는 라우팅 테이블이 연결되어 있지 않으면 인터넷 게이트웨이가 직접 전달합니다. 그러면 엔드포인트 뒤의 방화벽은 한 방향만 보고, 대부분은 그런 연결을 끊습니다.',
    fix: '인터넷 게이트웨이에 라우팅 테이블을 연결하고(`aws ec2 associate-route-table --gateway-id`), 검사하는 서브넷마다 엔드포인트로 가는 경로를 두십시오.',
  },
  'route-fallback-bpa-blocked': {
    summary: '컴퓨팅이 인터넷으로 라우팅되는데 VPC 퍼블릭 액세스 차단이 아무것도 내보내지 않습니다.',
    why: 'VPC 퍼블릭 액세스 차단이 켜져 있으면 인터넷 게이트웨이는 제외로 풀어 주지 않은 VPC의 것을 나르지 않고, 그 뒤의 NAT 게이트웨이도 경로가 어떻든 마찬가지입니다. VPC에 엔드포인트가 없는 서비스에는 닿지 못하고, 경로와 NAT 게이트웨이는 헛것입니다.',
    fix: '필요한 서비스의 엔드포인트를 만들고 경로를 삭제하거나, VPC를 제외하십시오(`aws ec2 create-vpc-block-public-access-exclusion`).',
  },
  'route-gwlbe-cross-az': {
    summary: '자기 가용 영역에 Gateway Load Balancer 엔드포인트가 있는데도 서브넷이 다른 영역의 것을 씁니다.',
    why: '가용 영역마다 엔드포인트가 있는 것은 다른 영역 없이도 되게 하려는 것입니다. 다른 영역의 엔드포인트로 라우팅되는 서브넷은 그 영역에 장애가 나면 길을 잃고, 트래픽은 영역을 건너며 요금이 붙습니다.',
    fix: '각 가용 영역의 서브넷에 자체 라우팅 테이블을 주고, 그 영역의 엔드포인트로 가는 경로를 두십시오.',
  },
  'route-gwlbe-onward-missing': {
    summary: 'Gateway Load Balancer 엔드포인트가 되돌려 준 것이 그 서브넷에서 더 갈 길이 없습니다.',
    why: '검사를 마친 패킷은 엔드포인트의 서브넷에서 나오며, 그 서브넷의 라우팅 테이블이 이어서 보냅니다. 그곳에 경로가 없거나 같은 엔드포인트로 되돌아가면 패킷은 버려지거나 맴돌고 연결이 타임아웃됩니다. 보내는 테이블이 컴퓨팅을 담당하는 것으로 알려져 있으면 error, 그 밖에는 warning입니다.',
    fix: '엔드포인트 서브넷의 라우팅 테이블에 목적지의 경로를 추가하거나(NAT 게이트웨이, 인터넷 게이트웨이, 전송 게이트웨이로), 그 테이블을 게이트웨이 엔드포인트에 연결하십시오.',
  },
  'route-implicit-main': {
    summary: '컴퓨팅이, 자체 라우팅 테이블이 없어 기본 라우팅 테이블을 쓰는 서브넷에서 돕니다.',
    why: '연결이 없는 서브넷은 그때그때 기본인 테이블을 따릅니다. 다른 테이블이 기본이 되면 그런 서브넷은 조용히 엔드포인트로 가는 경로를 잃습니다.',
    fix: '서브넷을 그 테이블에 명시적으로 연결하십시오(`aws ec2 associate-route-table`).',
  },
  'route-middlebox-asymmetric': {
    summary: '엔드포인트로 가는 요청은 어플라이언스를 지나고 응답은 지나지 않거나, 그 반대입니다.',
    why: '연결을 추적하는 방화벽은 한 방향만 본 것을 버리므로 엔드포인트로 가는 연결이 멈춥니다. 두 방향 모두 같은 어플라이언스를 지나야 합니다. 송신자의 주소를 자기 주소로 바꾸는 어플라이언스는 그래도 응답을 받습니다. 그러는지는 AWS의 어떤 응답에도 없으므로 이것은 warning입니다.',
    fix: '반대쪽 라우팅 테이블에 같은 어플라이언스를 지나는 경로를 두십시오. 엔드포인트의 서브넷에는 클라이언트 서브넷으로, 클라이언트의 서브넷에는 엔드포인트 서브넷으로 가는 경로입니다. 아니면 둘 다 로컬 경로에 맡기십시오.',
  },
  'route-missing-to-hub': {
    summary:
      '서비스의 이름은 컴퓨팅을 다른 VPC의 엔드포인트로 이끄는데, 라우팅 테이블에는 그곳으로 가는 경로가 없습니다.',
    why: '호스팅 영역이 서비스의 이름을 다른 VPC에 있는 엔드포인트의 주소로 풉니다. 호출하는 쪽의 라우팅 테이블에 그 VPC로 가는 경로가 없거나 프라이빗 주소를 인터넷으로 보내면 모든 요청이 타임아웃됩니다.',
    fix: '다른 VPC의 주소를 그곳으로 가는 전송 게이트웨이나 피어링 연결로 보내는 경로를 추가하십시오(`aws ec2 create-route`).',
  },
  'route-nat-public-subnet-broken': {
    summary: '퍼블릭 NAT 게이트웨이가 인터넷으로 가는 길이 없는 서브넷에 있습니다.',
    why: 'NAT 게이트웨이는 자기 서브넷의 라우팅 테이블에 따라 이어서 보냅니다. 그 테이블에 인터넷 게이트웨이로 가는 활성 경로가 없거나 NAT 게이트웨이 자신으로 되돌아가면, 다른 서브넷이 보내는 모든 것이 사라지고 엔드포인트가 없는 서비스로 가는 길도 사라집니다. NAT 게이트웨이로 향하는 라우팅 테이블이 없으면 info입니다.',
    fix: 'NAT 게이트웨이를 퍼블릭 서브넷에 만들거나, 그 서브넷의 라우팅 테이블에 VPC의 인터넷 게이트웨이로 가는 기본 경로를 주십시오(`aws ec2 create-route`).',
  },
  'route-overlapping-cidr-tgw': {
    summary: '서비스의 이름이 컴퓨팅을, 자기 VPC와 주소가 겹치는 다른 VPC의 엔드포인트로 이끕니다.',
    why: '호스팅 영역이 서비스의 이름을 다른 VPC의 엔드포인트로 푸는데, 그 주소가 호출하는 VPC의 주소이기도 합니다. 그곳에서는 로컬 경로가 정합니다. 패킷은 VPC를 떠나지 않고, 요청은 타임아웃되거나 다른 것에 닿습니다.',
    fix: '두 VPC 중 하나의 주소를 바꾸거나, VPC 자체에 엔드포인트를 만드십시오.',
  },
  'route-peering-not-active': {
    summary: '컴퓨팅이 다른 VPC의 엔드포인트로 갈 피어링 연결이 활성 상태가 아닙니다.',
    why: '피어링 연결은 활성일 때만 패킷을 나릅니다. 수락을 기다리거나 거부, 만료, 삭제된 것은 나르지 않습니다. 엔드포인트로 가는 요청이 타임아웃됩니다.',
    fix: '연결을 수락하거나(`aws ec2 accept-vpc-peering-connection`), 새로 만들고 경로를 바꾸십시오.',
  },
  'route-peering-transitive': {
    summary: '경로가 피어링 연결 너머의 VPC로 가지 않는 패킷을 그 연결로 보냅니다.',
    why: '피어링 연결은 반대편 VPC의 주소로 가는 패킷만 나릅니다. 제3의 VPC로도, 그 VPC의 NAT 게이트웨이, 인터넷 게이트웨이, VPN, 게이트웨이 엔드포인트로도 이어지지 않습니다. 다른 주소로 가는 패킷은 버려지고 요청은 타임아웃됩니다. 테이블이 컴퓨팅을 담당하는 것으로 알려져 있으면 error, 그 밖에는 warning입니다.',
    fix: '의도한 VPC와 피어링하거나, 전송 게이트웨이를 쓰거나, VPC에 자체 NAT 게이트웨이나 엔드포인트를 두십시오. 그 경로는 삭제하십시오.',
  },
  'route-regional-nat-az-missing': {
    summary: '컴퓨팅이, 자기 가용 영역에 주소가 없는 리전 NAT 게이트웨이를 씁니다.',
    why: '가용 영역을 직접 관리하는 리전 NAT 게이트웨이는 주소를 준 가용 영역을 담당합니다. Reachability Analyzer는 다른 가용 영역에서 온 것이 갈 곳이 없다고 보고, 안내서는 다른 가용 영역으로 건너가는 트래픽을 말합니다. 나은 경우라도 인터넷으로 가는 길이 그 다른 가용 영역에 매입니다.',
    fix: '그 가용 영역의 주소를 게이트웨이에 주거나(`aws ec2 associate-nat-gateway-address`), AWS가 가용 영역을 관리하게 하십시오.',
  },
  'route-return-missing': {
    summary: '요청은 다른 VPC의 엔드포인트에 닿지만 응답이 돌아올 길이 없습니다.',
    why: '엔드포인트의 서브넷은 응답을 스스로 라우팅합니다. 그 라우팅 테이블과 도중의 모든 전송 게이트웨이에 호출하는 쪽의 주소로 돌아가는 경로가 없으면 연결이 맺어지지 않고 요청이 타임아웃됩니다.',
    fix: '엔드포인트 서브넷의 라우팅 테이블에 호출하는 쪽의 주소로 가는 경로를 추가하고, 전송 게이트웨이도 되돌려 라우팅하게 하십시오.',
  },
  'route-static-beats-local-middlebox': {
    summary: '경로가 VPC의 엔드포인트로 가는 트래픽을 어플라이언스로 보냅니다.',
    why: '서브넷 전체에 대한, 로컬 경로보다 구체적인 경로가 이기므로 그 서브넷의 엔드포인트로 가는 것은 어플라이언스를 지납니다. 그 어플라이언스와 그 필터, 그 가용 영역에 의존하게 됩니다. 그런 경로는 대부분 일부러 둔 것입니다.',
    fix: '트래픽을 검사하려는 것이면 그대로 두십시오. 아니면 경로를 삭제하여 로컬 경로가 트래픽을 맡게 하십시오.',
  },
  'route-tgw-attachment-az-missing': {
    summary:
      '컴퓨팅이, 엔드포인트로 가는 전송 게이트웨이에 그 VPC의 서브넷이 연결되지 않은 가용 영역에 있습니다.',
    why: '전송 게이트웨이는 VPC의 패킷을 연결에 서브넷이 있는 가용 영역에서만 받습니다. 다른 가용 영역에서 도는 것은 엔드포인트로 가는 경로가 있어도 닿지 못하고, 바로 옆 가용 영역에서는 같은 서비스가 됩니다.',
    fix: '연결에 그 가용 영역의 서브넷을 추가하십시오(`aws ec2 modify-transit-gateway-vpc-attachment --add-subnet-ids`).',
  },
  'route-tgw-attachment-not-available': {
    summary: '컴퓨팅이 다른 VPC의 엔드포인트로 갈 전송 게이트웨이 연결이 아무것도 나르지 않습니다.',
    why: '수락을 기다리거나 거부, 실패, 삭제된 연결은 패킷을 나르지 않습니다. 경로는 여전히 그곳으로 향하므로 엔드포인트로 가는 요청이 타임아웃됩니다.',
    fix: '연결을 수락하거나(`aws ec2 accept-transit-gateway-vpc-attachment`), 새로 만드십시오.',
  },
  'route-tgw-ipv6-disabled': {
    summary:
      '이름이 컴퓨팅을 IPv6으로 허브의 엔드포인트에 이끄는데, 도중의 연결에서 IPv6 지원이 꺼져 있습니다.',
    why: 'VPC의 전송 게이트웨이 연결은 IPv6 지원이 있을 때만 IPv6을 나르며, 요청하지 않으면 꺼져 있습니다. IPv6을 먼저 시도하는 클라이언트는 IPv4로 물러설 때까지 기다리고, IPv4가 없는 클라이언트는 지나지 못합니다. 패킷이 정확히 어떻게 되는지 말하는 문서는 없습니다.',
    fix: '연결의 IPv6 지원을 켜거나(`aws ec2 modify-transit-gateway-vpc-attachment --options Ipv6Support=enable`), 엔드포인트에 IPv4 레코드만 주십시오.',
  },
  'route-tgw-rtb-blackhole': {
    summary: '전송 게이트웨이 라우팅 테이블이 컴퓨팅이 다른 VPC의 엔드포인트로 보내는 것을 버립니다.',
    why: '전송 게이트웨이의 블랙홀 경로는 일부러, 또는 연결이 사라져서 패킷을 버립니다. 더 넓은 경로를 이기므로 엔드포인트로 가는 요청이 타임아웃됩니다.',
    fix: '블랙홀 경로를 삭제하거나, 엔드포인트가 있는 VPC의 연결로 가는 더 구체적인 경로를 추가하십시오.',
  },
  'route-tgw-rtb-no-association': {
    summary: '다른 곳의 엔드포인트를 쓰는 VPC의 연결에 전송 게이트웨이 라우팅 테이블이 없습니다.',
    why: '전송 게이트웨이는 연결이 가져온 것을 그 연결에 연결된 라우팅 테이블로 라우팅합니다. 테이블이 없으면 모두 버리므로 엔드포인트로 가는 요청이 타임아웃됩니다.',
    fix: '연결에 라우팅 테이블을 연결하십시오(`aws ec2 associate-transit-gateway-route-table`).',
  },
  'route-tgw-rtb-no-route': {
    summary: '전송 게이트웨이 라우팅 테이블에 컴퓨팅이 쓰는 다른 VPC의 엔드포인트로 가는 경로가 없습니다.',
    why: '전송 게이트웨이의 라우팅 테이블은 어느 VPC가 어느 VPC에 닿는지 정합니다. 구역을 나눈 곳처럼 엔드포인트가 있는 VPC로 가는 경로가 없으면 패킷이 버려지고 요청이 타임아웃됩니다.',
    fix: '엔드포인트가 있는 VPC의 연결을 그 테이블에 전파하거나 정적 경로를 추가하십시오(`aws ec2 enable-transit-gateway-route-table-propagation`, `create-transit-gateway-route`).',
  },
  'service-network-private-dns-overridden': {
    summary:
      '서비스 네트워크 엔드포인트의 프라이빗 DNS는 켜져 있는데, 네트워크의 리소스 하나가 프라이빗 이름을 주지 않습니다.',
    why: '엔드포인트의 프라이빗 DNS는 연결에도 프라이빗 DNS가 켜진 리소스에만 적용됩니다. 나머지는 AWS가 만든 이름으로 닿습니다.',
    fix: '클라이언트가 리소스의 이름을 써야 한다면 연결의 프라이빗 DNS를 켜십시오.',
  },
  'sg-egress-hardcoded-service-cidrs': {
    summary: '게이트웨이 엔드포인트 뒤 컴퓨팅의 보안 그룹이 서비스의 주소를 그대로 적어 두었습니다.',
    why: '그 규칙은 오늘의 서비스 주소를 아우릅니다. AWS는 가끔 주소를 추가합니다. 게이트웨이 엔드포인트의 경로는 바로 따라가지만 고정 블록의 규칙은 그렇지 않아, 그날부터 일부 요청이 타임아웃됩니다.',
    fix: '대신 서비스의 접두사 목록을 id로 허용하십시오. 모든 변경을 따라갑니다(`aws ec2 authorize-security-group-egress --ip-permissions …PrefixListIds=[{PrefixListId=pl-…}]`).',
  },
  'sg-endpoint-default-sg-only': {
    summary: '인터페이스 엔드포인트에 기본 보안 그룹만 있는데, VPC의 컴퓨팅은 그 그룹을 달고 있지 않습니다.',
    why: '보안 그룹 없이 만든 엔드포인트는 VPC의 기본 보안 그룹을 받으며, 그 그룹은 같은 그룹을 단 인터페이스만 허용합니다. 다른 모두의 연결은 타임아웃됩니다.',
    fix: '클라이언트에게 서비스의 포트를 허용하는 자체 보안 그룹을 엔드포인트에 주십시오(`aws ec2 modify-vpc-endpoint --add-security-group-ids`).',
  },
  'sg-endpoint-ingress-missing-listener-port': {
    summary: '입력에 있는 엔드포인트 서비스의 엔드포인트가 리스너의 포트에서 아무도 허용하지 않습니다.',
    why: '엔드포인트는 엔드포인트 서비스의 로드 밸런서가 듣는 포트에서 연결을 받고, 누가 연결할 수 있는지는 그 보안 그룹이 정합니다. AWS 서비스의 엔드포인트에서 베낀 그룹은 HTTPS만 허용하므로, 서비스가 다른 포트에서 들으면 모든 연결이 타임아웃됩니다.',
    fix: '클라이언트의 주소나 보안 그룹에서 리스너의 포트로 인그레스를 허용하십시오(`aws ec2 authorize-security-group-ingress`).',
  },
  'sg-endpoint-ingress-missing-port': {
    summary: '인터페이스 엔드포인트의 보안 그룹이 서비스의 포트에서 아무도 허용하지 않습니다.',
    why: '누가 연결할 수 있는지는 인터페이스 엔드포인트의 보안 그룹이 정합니다. 서비스의 포트를 아우르는 인그레스 규칙이 하나도 없으면, 이름이 풀리고 경로가 있어도 엔드포인트를 거치는 모든 연결이 타임아웃됩니다.',
    fix: '클라이언트의 주소나 보안 그룹에서 서비스의 포트(대개 TCP 443)로 인그레스를 허용하십시오(`aws ec2 authorize-security-group-ingress`).',
  },
  'sg-endpoint-ingress-open-world': {
    summary: '인터페이스 엔드포인트의 보안 그룹이 모든 주소를 허용합니다.',
    why: '엔드포인트의 주소는 프라이빗이므로 그런 규칙은 경로가 있는 네트워크만 쓸 수 있습니다. 피어, 전송 게이트웨이나 VPN 뒤의 네트워크, 그리고 나중에 연결될 네트워크입니다. 허브에서는 많은 사람이 그렇게 두지만, VPC 하나만을 위한 것이라면 규칙이 목적보다 넓습니다.',
    fix: '0.0.0.0/0이나 ::/0 대신 클라이언트의 주소만 허용하십시오.',
  },
  'sg-endpoint-ingress-source-not-covered': {
    summary: '인터페이스 엔드포인트의 보안 그룹이, 서비스 이름이 그 엔드포인트로 이끄는 컴퓨팅을 거부합니다.',
    why: '프라이빗 DNS가 있으면 서비스의 이름이 VPC의 모든 것을, 전에 NAT를 쓰던 것까지 엔드포인트로 이끕니다. 보안 그룹이 허용하지 않는 것의 요청은 타임아웃됩니다. VPC에서 도는 것으로 알려진 것도 다른 곳의 누구도 허용하지 않거나, EKS 노드처럼 그 서비스가 확실히 필요하거나 쓴다고 선언된 것을 거부하면 error, 다른 곳의 누군가를 허용하거나, VPC의 첫 주소 블록은 허용하고 나중 블록을 잊었거나, 인터넷에 닿아 엔드포인트가 없으면 서비스에 닿았을 컴퓨팅에게서 이름을 가져가면 warning, 컴퓨팅의 일부를 허용하면 의도한 것일 수 있어 info입니다.',
    fix: '클라이언트의 주소나 보안 그룹에서 서비스의 포트로 인그레스를 허용하십시오(`aws ec2 authorize-security-group-ingress`). 대부분의 엔드포인트에서는 VPC의 모든 블록에서 오는 TCP 443입니다.',
  },
  'sg-endpoint-ipv6-rules-missing': {
    summary: '듀얼 스택 엔드포인트의 보안 그룹이 클라이언트를 IPv4로는 허용하고 IPv6으로는 거부합니다.',
    why: '듀얼 스택 엔드포인트는 이름에 IPv6 주소도 주며, 클라이언트는 그것을 먼저 시도합니다. IPv4 블록의 규칙은 그것을 하나도 허용하지 않으므로, 연결은 클라이언트가 IPv4로 물러설 때까지 기다리거나 실패합니다. 물러설 IPv4 주소가 없는 클라이언트가 있으면 error입니다.',
    fix: 'VPC의 IPv6 블록에서도 서비스의 포트로 인그레스를 허용하거나, 두 계열을 모두 아우르는 클라이언트의 보안 그룹을 허용하십시오.',
  },
  'sg-endpoint-stale-reference': {
    summary: '엔드포인트의 보안 그룹이 사라졌거나 닿지 않는 다른 그룹을 지정합니다.',
    why: '보안 그룹을 지정하는 규칙은 그 그룹이 삭제되거나 그 VPC와의 피어링 연결이 끝난 뒤에도 남습니다. 그때부터 아무도 허용하지 않으므로 의도했던 클라이언트가 엔드포인트를 잃습니다. 엔드포인트의 그룹이 다른 누구도 허용하지 않으면 error입니다.',
    fix: '규칙을 없애고 지금 클라이언트가 가진 주소나 그룹을 허용하십시오(`aws ec2 describe-stale-security-groups`가 그런 규칙을 알려 줍니다).',
  },
  'sg-endpoint-tgw-sg-reference': {
    summary: '엔드포인트가 전송 게이트웨이 너머 다른 VPC의 보안 그룹을 이름으로 허용합니다.',
    why: '전송 게이트웨이가 VPC들을 이으면 다른 VPC의 보안 그룹을 지정하는 규칙을 쓸 수는 있지만, 엔드포인트에는 듣지 않습니다. 그런 구성원의 연결은 타임아웃됩니다. 주소로도 허용되지 않는 구성원이 알려져 있지 않으면 warning입니다.',
    fix: '대신 다른 VPC의 주소를 허용하고(`aws ec2 authorize-security-group-ingress --cidr`), 그룹을 지정하는 규칙을 없애십시오.',
  },
  'sg-reference-through-middlebox': {
    summary: '엔드포인트는 클라이언트를 보안 그룹의 이름으로 허용하는데, 그 사이에 어플라이언스가 있습니다.',
    why: '어플라이언스가 전달한 것은 더는 송신자의 보안 그룹을 달고 있지 않으므로, 그룹을 지정하는 규칙은 아무것과도 맞지 않습니다. 경로가 방화벽을 지나게 한 요청은 엔드포인트가 거부하고 타임아웃됩니다.',
    fix: '클라이언트 서브넷의 블록에서, 또는 어플라이언스가 주소를 바꾸면 그 자신의 주소에서 엔드포인트로 인그레스를 허용하십시오.',
  },
  'sg-source-egress-missing-endpoint': {
    summary: '컴퓨팅의 보안 그룹이 VPC의 인터페이스 엔드포인트로 가는 길을 막습니다.',
    why: '인터페이스 엔드포인트에는 VPC 안의 프라이빗 주소로 닿습니다. 인스턴스나 함수의 이그레스 규칙이 서비스의 포트에서 이 주소도 엔드포인트의 보안 그룹도 아우르지 않으면, 이름이 엔드포인트로 풀려도 요청이 타임아웃됩니다. 이름이 이끄는 엔드포인트에 VPC의 누구도 닿지 못하거나, 그 서비스가 확실히 필요하거나 쓴다고 선언된 것이 닿지 못하면 심각도는 error이고, 그 밖에는 의도한 것일 수 있어 info입니다.',
    fix: '엔드포인트의 보안 그룹이나 그 서브넷의 주소로 가는 서비스의 포트(대개 TCP 443) 이그레스를 허용하십시오(`aws ec2 authorize-security-group-egress`).',
  },
  'sg-source-egress-missing-prefix-list': {
    summary: '게이트웨이 엔드포인트 뒤 컴퓨팅의 보안 그룹이 서비스의 접두사 목록으로 가는 HTTPS를 막습니다.',
    why: '게이트웨이 엔드포인트는 서비스의 퍼블릭 주소를 그대로 쓰므로 프라이빗 주소의 이그레스 규칙은 그것을 아우르지 않습니다. 인스턴스나 함수의 규칙이 이 주소를 하나도 아우르지 않으면 요청이 타임아웃되고, 일부만 아우르면 이름이 풀리는 데 따라 가끔 실패합니다. 그 서비스가 확실히 필요하거나 쓴다고 선언된 것이 갇혀 있으면 error입니다.',
    fix: '서비스의 접두사 목록으로 가는 TCP 443 이그레스를 id로 허용하십시오. 주소의 모든 변경을 따라갑니다(`aws ec2 authorize-security-group-egress --group-id … --ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-…}]`).',
  },
  'shared-vpc-participant-blindness': {
    summary: '입력에 없는 계정이 공유한 VPC라서 그 엔드포인트를 볼 수 없습니다.',
    why: '공유 VPC의 참여자는 소유자의 엔드포인트, 영역, Resolver 규칙을 쓰지만 AWS는 이를 참여자에게 보여 주지 않습니다. 참여자의 사실만으로는 엔드포인트가 없는 VPC처럼 보이며, 소유자의 사실이 필요한 규칙은 판단을 미룹니다.',
    fix: 'VPC를 소유한 계정도 수집하여 두 입력을 함께 주십시오.',
  },
  'unknown-endpoint-type': {
    summary: '엔드포인트가 여기서 모르는 유형이라 아무것도 판단하지 않습니다.',
    why: 'AWS는 가끔 엔드포인트 유형을 추가합니다. 어떤 규칙도 모르는 유형의 엔드포인트를 보지 않으며, 지적이 없다고 해서 동작한다는 뜻은 아닙니다.',
    fix: 'vpce-lint의 새 버전이 있는지 보고, 그때까지는 그 엔드포인트를 직접 판단하십시오.',
  },
};
