// What it means when an installation fails, for npm, pip and files alike. Plain JavaScript; src/cli asks here as well.

/** What programs print, and what there is to do. The first that fits counts. */
const reasons = [
  [
    /ENOSPC|EDQUOT|no space left|disk quota/i,
    {
      en: 'the disk is full. Make space (about 2 GB for everything) and start again.',
      ko: '디스크가 가득 찼습니다. 공간(모두 약 2GB)을 비우고 다시 시작하세요.',
    },
  ],
  [
    /EACCES|EPERM|EROFS|EBUSY|permission denied|read-only file system|access is denied/i,
    {
      en: 'this folder must be writable, and no running kernelab may hold its files: close those, or copy the folder to a place of your own.',
      ko: '이 폴더에 쓸 수 있어야 하고, 실행 중인 kernelab이 파일을 잡고 있으면 안 됩니다. 모두 닫거나 폴더를 자신의 위치로 복사하세요.',
    },
  ],
  [
    /invalid json|Unexpected token|EINTEGRITY|EJSONPARSE|Invalid response body|text\/html|THESE PACKAGES DO NOT MATCH|not a valid wheel|BadZipFile|Z_DATA_ERROR|Z_BUF_ERROR|TAR_BAD_ARCHIVE|incorrect header check/i,
    {
      en: 'something between here and the registry answered with other bytes than packages (a login page or a proxy?). Open a web page, log in there, and start again.',
      ko: '패키지 대신 다른 내용이 왔습니다(로그인 페이지나 프록시?). 웹 페이지를 열어 로그인한 뒤 다시 시작하세요.',
    },
  ],
  [
    // pip takes any page for a list of packages; without a network it says so before.
    /^(?![^]*(?:Retrying|NewConnectionError|ConnectTimeout|NameResolutionError|getaddrinfo))[^]*\(from versions: none\)/,
    {
      en: 'the registry has none of these packages: something between here and it answered (a login page or a proxy?), or pip is set to another index. Open a web page, log in there, and start again.',
      ko: '레지스트리에 패키지가 하나도 없습니다. 중간에서 다른 것이 답했거나(로그인 페이지나 프록시?) pip이 다른 주소를 쓰도록 설정되어 있습니다. 웹 페이지를 열어 로그인한 뒤 다시 시작하세요.',
    },
  ],
  [
    /CERT|SSL|self.signed|unable to get (?:local )?issuer/i,
    {
      en: 'the certificate of the registry is not trusted here. Behind a proxy that opens connections, set NODE_EXTRA_CA_CERTS and PIP_CERT to its certificate.',
      ko: '레지스트리의 인증서를 신뢰할 수 없습니다. 연결을 여는 프록시라면 NODE_EXTRA_CA_CERTS와 PIP_CERT에 그 인증서를 지정하세요.',
    },
  ],
  [
    /ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN|ECONNRESET|EHOSTUNREACH|ENETUNREACH|network|Connection|Name or service not known|timed out|No matching distribution|getaddrinfo|ENOTCACHED/i,
    {
      en: 'no registry was reached. Is there a network, or a proxy to be set (npm config set proxy …, HTTPS_PROXY)? Without internet: a bundle (docs/classroom.md).',
      ko: '레지스트리에 연결하지 못했습니다. 네트워크가 있나요? 프록시를 설정해야 하나요(npm config set proxy …, HTTPS_PROXY)? 인터넷이 없다면 묶음을 쓰세요(docs/classroom.ko.md).',
    },
  ],
  [
    /EUSAGE/,
    {
      en: 'package-lock.json does not fit package.json: this checkout is not whole. `git status` shows what differs.',
      ko: 'package-lock.json이 package.json과 맞지 않습니다. 온전한 체크아웃이 아닙니다. `git status`로 확인하세요.',
    },
  ],
];

/**
 * What a failure means for who sees it, or undefined where nothing is known about it.
 *
 * @param {string} said what a program printed, or an error's code and message
 * @returns {{ en: string, ko: string } | undefined}
 */
export function meaningOf(said) {
  const found = reasons.find(([pattern]) => pattern.test(said));
  return found?.[1];
}
