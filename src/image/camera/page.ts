/**
 * @file What `image.camera` shows: a video, a button per label, and a script that runs in the reader's page. The script asks for
 * the camera only when a button is pressed, and stores pictures through JupyterLab's own address for files. It must do without the kernel:
 * a page that was saved, or another front end, says what to do instead.
 */
import { say } from '../../errors/index.ts';

/** What the script in the page needs to know. */
export interface CameraFacts {
  /** Where the folder lies, with ~ for the home folder. */
  readonly folder: string;
  /** Names of sub-folders, a button each; none: one button for the folder itself. */
  readonly labels: readonly string[];
  /** Side of the square pictures in pixels. */
  readonly size: number;
  /** A name that no other panel on the page has. */
  readonly id: string;
}

/** The panel as HTML, script included. */
export function cameraPage({ folder, labels, size, id }: CameraFacts): string {
  const texts = {
    start: say({ en: 'Start the camera', ko: '카메라 켜기' }),
    stop: say({ en: 'Stop', ko: '끄기' }),
    take: say({ en: 'Take a picture', ko: '찍기' }),
    saved: say({ en: 'Saved: ', ko: '저장함: ' }),
    asking: say({
      en: 'The browser asks whether the page may use the camera.',
      ko: '브라우저가 카메라를 써도 되는지 묻습니다.',
    }),
    noCamera: say({
      en: 'There is no camera here, or the page may not use it. Take pictures with a phone and put them into the folder.',
      ko: '카메라가 없거나 이 페이지가 쓸 수 없습니다. 휴대전화로 찍어 폴더에 넣으세요.',
    }),
    notSaved: say({
      en: 'Could not be stored in the folder, so the browser downloads it. Put it there: ',
      ko: '폴더에 저장하지 못해 브라우저가 내려받습니다. 이 폴더에 넣으세요: ',
    }),
  };
  // `<` cannot end the script element from inside a string.
  const facts = JSON.stringify({ folder, labels, size, id, texts }).replaceAll('<', '\\u003c');
  return `<div id="${id}" class="kernelab-camera" style="max-width:420px"></div>
<script>(${script})(${facts});</script>`;
}

/** Runs in the page; plain JavaScript, since nothing compiles it. */
const script = `function ({ folder, labels, size, id, texts }) {
  const panel = document.getElementById(id);
  if (!panel) return;
  const make = (tag, style, text) => {
    const element = document.createElement(tag);
    element.style.cssText = style;
    if (text) element.textContent = text;
    return element;
  };
  const button = (text) => {
    const made = make('button', 'font:inherit;padding:6px 12px;margin:4px 6px 4px 0;cursor:pointer', text);
    made.type = 'button';
    return made;
  };
  const video = make('video', 'display:none;width:100%;max-width:320px;aspect-ratio:1;object-fit:cover;border-radius:6px;background:#000');
  video.muted = true;
  video.playsInline = true;
  const start = button(texts.start);
  const stop = button(texts.stop);
  const shots = labels.length > 0 ? labels.map((label) => [label, button(label)]) : [['', button(texts.take)]];
  const status = make('p', 'margin:4px 0;overflow-wrap:anywhere');
  status.setAttribute('role', 'status');
  const row = make('div', '');
  row.append(start, ...shots.map(([, each]) => each), stop);
  panel.replaceChildren(video, row, status);
  const show = (running) => {
    video.style.display = running ? 'block' : 'none';
    start.hidden = running;
    for (const each of [stop, ...shots.map(([, shot]) => shot)]) each.hidden = !running;
  };
  show(false);

  let stream;
  let watch;
  const end = () => {
    clearInterval(watch);
    if (stream) for (const track of stream.getTracks()) track.stop();
    stream = undefined;
    show(false);
  };
  start.onclick = async () => {
    status.textContent = texts.asking;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 }, height: { ideal: 480 } } });
    } catch {
      status.textContent = texts.noCamera;
      return;
    }
    video.srcObject = stream;
    await video.play();
    status.textContent = '';
    show(true);
    // the light must not stay on when the cell's output is gone
    watch = setInterval(() => panel.isConnected || end(), 500);
  };
  stop.onclick = end;

  const counts = {};
  for (const [label, shot] of shots) {
    shot.onclick = async () => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = size;
      const side = Math.min(video.videoWidth, video.videoHeight);
      const [left, top] = [(video.videoWidth - side) / 2, (video.videoHeight - side) / 2];
      canvas.getContext('2d').drawImage(video, left, top, side, side, 0, 0, size, size);
      const address = canvas.toDataURL('image/jpeg', 0.92);
      const time = new Date().toISOString().replace(/\\D/g, '').slice(0, 17);
      const name = (label || 'picture') + '-' + time + '.jpg';
      const file = (label ? label + '/' : '') + name;
      if (await store(file, address.slice(address.indexOf(',') + 1))) {
        counts[label] = (counts[label] || 0) + 1;
        shot.textContent = (label || texts.take) + ' (' + counts[label] + ')';
        status.textContent = texts.saved + file;
      } else {
        const link = document.createElement('a');
        link.href = address;
        link.download = name;
        link.click();
        status.textContent = texts.notSaved + folder + (label ? '/' + label : '');
      }
    };
  }

  async function store(file, content) {
    try {
      const { baseUrl, token, serverRoot } = JSON.parse(document.getElementById('jupyter-config-data').textContent);
      const root = serverRoot.replace(/\\/$/, '') + '/';
      if (!(folder + '/').startsWith(root)) return false;
      const place = (folder + '/' + file).slice(root.length).split('/').map(encodeURIComponent).join('/');
      const guard = /(?:^|; )_xsrf=([^;]+)/.exec(document.cookie);
      const answer = await fetch(baseUrl + 'api/contents/' + place, {
        method: 'PUT',
        headers: {
          'Content-Type': 'application/json',
          ...(token ? { Authorization: 'token ' + token } : {}),
          ...(guard ? { 'X-XSRFToken': guard[1] } : {}),
        },
        body: JSON.stringify({ type: 'file', format: 'base64', content }),
      });
      return answer.ok;
    } catch {
      return false;
    }
  }
}`;
