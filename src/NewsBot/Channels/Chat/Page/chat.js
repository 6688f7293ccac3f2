'use strict';

(() => {
  const nonce = document.currentScript.nonce;
  const domain = new URL('v3/directline', document.baseURI).href;
  const lost = document.getElementById('lost');
  const place = document.getElementById('chat');
  const kept = 'newsbot.chat';
  const font = 'system-ui, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

  // Inks and papers of both schemes; each ink reaches 4.5 : 1 on every paper of its scheme (WCAG 2.2, 1.4.3).
  const light = {
    ink: '#1b2430', quiet: '#4f5a68', line: '#d9dfe6', edge: '#8793a1', paper: '#ffffff', bubble: '#f4f6f8', button: '#0b4f94', onButton: '#ffffff',
    accent: '#0b4f94', attention: '#8c1d18', good: '#1c5e20', warning: '#6b4400',
    papers: { emphasis: '#eef1f5', accent: '#e7f0fa', attention: '#fbeceb', good: '#e9f4ea', warning: '#fdf3e0' }
  };
  const dark = {
    ink: '#e6eaef', quiet: '#a9b4c0', line: '#36414e', edge: '#75818f', paper: '#1a2029', bubble: '#232b36', button: '#9cc9f7', onButton: '#10161d',
    accent: '#9cc9f7', attention: '#ffb4ab', good: '#9fd8a3', warning: '#f0c67a',
    papers: { emphasis: '#252e3a', accent: '#1c3046', attention: '#43211f', good: '#1d3523', warning: '#3d2f14' }
  };

  const styleOptions = scheme => ({
    accent: scheme.accent,
    subtle: scheme.quiet,
    timestampColor: scheme.quiet,
    backgroundColor: scheme.paper,
    primaryFont: font,
    botAvatarInitials: 'NB',
    botAvatarBackgroundColor: light.button,
    avatarSize: 34,
    bubbleBackground: scheme.bubble,
    bubbleBorderColor: scheme.line,
    bubbleBorderRadius: 10,
    bubbleTextColor: scheme.ink,
    bubbleFromUserBackground: light.button,
    bubbleFromUserBorderColor: light.button,
    bubbleFromUserBorderRadius: 10,
    bubbleFromUserTextColor: light.onButton,
    bubbleMaxWidth: 620,
    bubbleAttachmentMaxWidth: 620,
    bubbleMessageMaxWidth: 620,
    bubbleMinHeight: 36,
    cardEmphasisBackgroundColor: scheme.papers.emphasis,
    cardPushButtonBackgroundColor: scheme.button,
    cardPushButtonTextColor: scheme.onButton,
    groupTimestamp: 60000,
    hideUploadButton: true,
    paddingRegular: 12,
    rootHeight: '100%',
    rootWidth: '100%',
    sendBoxBackground: scheme.paper,
    sendBoxBorderTop: `solid 1px ${scheme.line}`,
    sendBoxButtonColor: scheme.quiet,
    sendBoxButtonKeyboardFocusIndicatorBorderColor: scheme.accent,
    sendBoxButtonShadeColorOnActive: scheme.papers.accent,
    sendBoxButtonShadeColorOnDisabled: scheme.paper,
    sendBoxButtonShadeColorOnHover: scheme.papers.accent,
    sendBoxPlaceholderColor: scheme.quiet,
    sendBoxTextColor: scheme.ink,
    sendBoxTextWrap: true,
    transcriptActivityVisualKeyboardIndicatorColor: scheme.edge,
    transcriptVisualKeyboardIndicatorColor: scheme.ink
  });

  const shade = (plain, quiet) => ({ default: plain, subtle: quiet });

  function hostConfig(scheme) {
    const inks = {
      default: shade(scheme.ink, scheme.quiet),
      accent: shade(scheme.accent, scheme.accent),
      attention: shade(scheme.attention, scheme.attention),
      good: shade(scheme.good, scheme.good),
      warning: shade(scheme.warning, scheme.warning),
      light: shade(scheme.quiet, scheme.quiet),
      dark: shade(scheme.ink, scheme.quiet)
    };
    const on = paper => ({ backgroundColor: paper, foregroundColors: inks });
    return {
      fontFamily: font,
      fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
      spacing: { small: 4, default: 8, medium: 14, large: 18, extraLarge: 26, padding: 14 },
      containerStyles: { default: on(scheme.paper), ...Object.fromEntries(Object.entries(scheme.papers).map(([style, paper]) => [style, on(paper)])) },
      separator: { lineThickness: 1, lineColor: scheme.line },
      supportsInteractivity: true,
      actions: { actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, maxActions: 6, preExpandActions: false, showCard: { actionMode: 'inline' } },
      imageSizes: { small: 40, medium: 80, large: 160 },
      textBlock: { headingLevel: 3 }
    };
  }

  // What is said before the chat is open would go nowhere; it is said as soon as it is.
  const early = [];
  let isOpen = false;

  const store = window.WebChat?.createStore({}, ({ dispatch }) => next => action => {
    if (!isOpen && action.type === 'WEB_CHAT/SEND_MESSAGE') {
      early.push(action);
      return action;
    }
    // A button says the line that a person could have typed; so it is shown as said.
    const line = action.type === 'WEB_CHAT/SEND_POST_BACK' && action.payload.value?.say;
    const done = next(typeof line === 'string' ? { type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: line } } : action);
    if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') {
      isOpen = true;
      early.splice(0).forEach(said => dispatch(said));
    }
    return done;
  });

  // Web Chat takes no Enter before that, and leaves what was typed where it stands.
  place.addEventListener('keydown', pressed => {
    if (!isOpen && pressed.key === 'Enter' && !pressed.shiftKey && !pressed.isComposing && !early.some(said => said.type === 'WEB_CHAT/SUBMIT_SEND_BOX')) {
      early.push({ type: 'WEB_CHAT/SUBMIT_SEND_BOX', payload: { method: 'keyboard' } });
    }
  }, true);

  function ask(path, options) {
    return fetch(`${domain}/${path}`, { ...options, signal: AbortSignal.timeout(15000) });
  }

  function keep(chat) {
    try {
      localStorage.setItem(kept, JSON.stringify(chat));
    } catch {
      // Without storage the chat lasts as long as the page.
    }
  }

  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(kept));
    } catch {
      return null;
    }
  }

  // 'open', 'gone' (the server does not know the chat), or 'unreachable'.
  async function stateOf(chat) {
    try {
      const answer = await ask(`conversations/${encodeURIComponent(chat.conversationId)}`, { headers: { Authorization: `Bearer ${chat.token}` } });
      // Any other answer, as that there were too many requests, says nothing of the chat.
      return answer.ok ? 'open' : [401, 403, 404].includes(answer.status) ? 'gone' : 'unreachable';
    } catch {
      return 'unreachable';
    }
  }

  async function begin() {
    const answer = await ask('tokens/generate', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ localTimezone: new Intl.DateTimeFormat().resolvedOptions().timeZone })
    });
    if (!answer.ok) {
      throw new Error(`The chat was not started: ${answer.status}`);
    }
    const { conversationId, token } = await answer.json();
    return { conversationId, token };
  }

  function tell(text) {
    lost.textContent = text;
    lost.hidden = !text;
  }

  const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));

  // Web Chat's client stops asking for good, and in silence, when one look for news fails: make it look again.
  function insist(client) {
    const ajax = client.services.ajax;
    client.services.ajax = request => {
      const answer = ajax(request);
      return request.method === 'GET' && request.url.includes('/activities?')
        ? answer.do(() => tell('')).retryWhen(failures => failures.do(missed).delay(2000))
        : answer;
    };
  }

  function missed(failure) {
    if (failure.status === 403 || failure.status === 404) {
      throw failure;
    }
    tell('The connection is lost. Trying again…');
  }

  async function startOverIfGone(chat) {
    if (await stateOf(chat) === 'gone') {
      localStorage.removeItem(kept);
      location.reload();
    }
  }

  function connect(chat, isNew) {
    const client = window.WebChat.createDirectLine({
      domain,
      token: chat.token,
      conversationId: isNew ? undefined : chat.conversationId,
      webSocket: false,
      pollingInterval: 1000
    });
    insist(client);
    const night = matchMedia('(prefers-color-scheme: dark)');
    const show = () => {
      const scheme = night.matches ? dark : light;
      window.WebChat.renderWebChat(
        {
          directLine: client,
          store,
          styleOptions: styleOptions(scheme),
          adaptiveCardsHostConfig: hostConfig(scheme),
          nonce,
          locale: 'en-US',
          role: 'main',
          username: 'You'
        },
        place);
    };
    show();
    night.addEventListener('change', show);
    client.connectionStatus$.subscribe(status => {
      // Expired, failed, ended.
      if (status >= 3) {
        startOverIfGone(chat);
      }
    });
  }

  async function open() {
    const known = remembered();
    if (known?.token && known.conversationId) {
      const state = await stateOf(known);
      if (state === 'open') {
        connect(known, false);
        return;
      }
      if (state === 'unreachable') {
        throw new Error('The chat is not reachable.');
      }
    }
    const chat = await begin();
    keep(chat);
    connect(chat, true);
  }

  async function start() {
    if (!window.WebChat) {
      tell('The chat could not be loaded. Reload the page.');
      return;
    }
    for (const button of document.querySelectorAll('.hints button')) {
      button.addEventListener('click', () => store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: button.textContent } }));
    }
    for (;;) {
      try {
        await open();
        tell('');
        return;
      } catch (problem) {
        console.warn(problem);
        tell('NewsBot is not reachable. Trying again…');
        await pause(2000);
      }
    }
  }

  start();
})();
