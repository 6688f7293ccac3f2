'use strict';

(() => {
  const nonce = document.currentScript.nonce;
  const domain = new URL('v3/directline', document.baseURI).href;
  const lost = document.getElementById('lost');
  const place = document.getElementById('chat');
  const kept = 'newsbot.chat';
  const font = 'system-ui, "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

  const styleOptions = {
    accent: '#0b4f94',
    subtle: '#4f5a68',
    timestampColor: '#4f5a68',
    backgroundColor: '#ffffff',
    primaryFont: font,
    botAvatarInitials: 'NB',
    botAvatarBackgroundColor: '#0b4f94',
    avatarSize: 34,
    bubbleBackground: '#f4f6f8',
    bubbleBorderColor: '#d9dfe6',
    bubbleBorderRadius: 10,
    bubbleFromUserBackground: '#0b4f94',
    bubbleFromUserBorderColor: '#0b4f94',
    bubbleFromUserBorderRadius: 10,
    bubbleFromUserTextColor: '#ffffff',
    bubbleMaxWidth: 620,
    bubbleAttachmentMaxWidth: 620,
    bubbleMessageMaxWidth: 620,
    bubbleMinHeight: 36,
    cardEmphasisBackgroundColor: '#e9edf2',
    cardPushButtonBackgroundColor: '#0b4f94',
    cardPushButtonTextColor: '#ffffff',
    groupTimestamp: 60000,
    hideUploadButton: true,
    paddingRegular: 12,
    rootHeight: '100%',
    rootWidth: '100%',
    sendBoxBorderTop: 'solid 1px #d9dfe6',
    sendBoxPlaceholderColor: '#4f5a68',
    sendBoxTextWrap: true
  };

  const shade = (plain, quiet) => ({ default: plain, subtle: quiet });
  const onPaper = {
    default: shade('#1b2430', '#4f5a68'),
    accent: shade('#0b4f94', '#0b4f94'),
    attention: shade('#8c1d18', '#8c1d18'),
    good: shade('#1c5e20', '#1c5e20'),
    warning: shade('#6b4400', '#6b4400'),
    light: shade('#4f5a68', '#4f5a68'),
    dark: shade('#1b2430', '#4f5a68')
  };
  const adaptiveCardsHostConfig = {
    fontFamily: font,
    fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
    spacing: { small: 4, default: 8, medium: 14, large: 18, extraLarge: 26, padding: 14 },
    containerStyles: {
      default: { backgroundColor: '#ffffff', foregroundColors: onPaper },
      emphasis: { backgroundColor: '#eef1f5', foregroundColors: onPaper },
      accent: { backgroundColor: '#e7f0fa', foregroundColors: onPaper },
      attention: { backgroundColor: '#fbeceb', foregroundColors: onPaper },
      good: { backgroundColor: '#e9f4ea', foregroundColors: onPaper },
      warning: { backgroundColor: '#fdf3e0', foregroundColors: onPaper }
    },
    separator: { lineThickness: 1, lineColor: '#d9dfe6' },
    supportsInteractivity: true,
    actions: { actionsOrientation: 'horizontal', actionAlignment: 'left', buttonSpacing: 8, maxActions: 6, preExpandActions: false, showCard: { actionMode: 'inline' } },
    imageSizes: { small: 40, medium: 80, large: 160 },
    textBlock: { headingLevel: 3 }
  };

  // A button says the line that a person could have typed; so it is shown as said.
  const store = window.WebChat?.createStore({}, () => next => action => {
    const line = action.type === 'WEB_CHAT/SEND_POST_BACK' && action.payload.value?.say;
    return next(typeof line === 'string' ? { type: 'WEB_CHAT/SEND_MESSAGE', payload: { text: line } } : action);
  });

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
      return answer.ok ? 'open' : answer.status < 500 ? 'gone' : 'unreachable';
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
    window.WebChat.renderWebChat(
      { directLine: client, store, styleOptions, adaptiveCardsHostConfig, nonce, locale: 'en-US', role: 'main', username: 'You' },
      place);
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
