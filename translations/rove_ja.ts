<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
    <context>
        <name>rove::app</name>
        <message>
            <source>Start no engine inside.</source>
            <translation>内蔵エンジンを起動しません。</translation>
        </message>
        <message>
            <source>Start another program even if one runs already.</source>
            <translation>すでに実行中でも、別のプログラムとして起動します。</translation>
        </message>
        <message>
            <source>Folder of the engine's data.</source>
            <translation>エンジンのデータのフォルダー。</translation>
        </message>
        <message>
            <source>folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>Folder of the settings.</source>
            <translation>設定のフォルダー。</translation>
        </message>
        <message>
            <source>Namespace to show.</source>
            <translation>表示する名前空間。</translation>
        </message>
        <message>
            <source>name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>With open: the engine that has the actor; without it the one shown.</source>
            <translation>open と併用: アクターがあるエンジン。省略すると表示中のエンジン。</translation>
        </message>
        <message>
            <source>url</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>With open: state, actions, events, repl or details.</source>
            <translation>open と併用: state、actions、events、repl、details のいずれか。</translation>
        </message>
        <message>
            <source>Port of the engine inside; without it 6420, or any if that is taken.</source>
            <translation>内蔵エンジンのポート。省略すると 6420、使用中なら空いているポート。</translation>
        </message>
        <message>
            <source>port</source>
            <translation>ポート</translation>
        </message>
        <message>
            <source>Show this and end.</source>
            <translation>この内容を表示して終了します。</translation>
        </message>
        <message>
            <source>Show the version and end.</source>
            <translation>バージョンを表示して終了します。</translation>
        </message>
        <message>
            <source>open wants one actor, as TYPE/KEY or by its ID.</source>
            <translation>open にはアクターを 1 つ、TYPE/KEY または ID で指定してください。</translation>
        </message>
        <message>
            <source>Only one address can be opened.</source>
            <translation>開けるアドレスは 1 つだけです。</translation>
        </message>
        <message>
            <source>An engine, as [namespace[:token]@]host in an http or https address; a rove:// link; or open and an actor.</source>
            <translation>エンジン (http または https アドレス内の [namespace[:token]@]host)、rove:// リンク、または open とアクター。</translation>
        </message>
        <message>
            <source>--port wants a number up to 65535, not "%1".</source>
            <translation>--port には 65535 以下の数値を指定してください ("%1" は使えません)。</translation>
        </message>
        <message>
            <source>Port %1 is taken by another program, so the engine chose another one.</source>
            <translation>ポート %1 は別のプログラムが使用中のため、エンジンは別のポートを選びました。</translation>
        </message>
        <message>
            <source>Host this program's actors on the engine at this address instead of one inside. It may say https://NAMESPACE:TOKEN@HOST; RIVET_TOKEN sets the token, too.</source>
            <translation>このプログラムのアクターを、中のエンジンではなくこのアドレスのエンジンで動かします。https://NAMESPACE:TOKEN@HOST の形も使えます。トークンは RIVET_TOKEN でも指定できます。</translation>
        </message>
        <message>
            <source>With --join: the pool to join; it is made if missing.</source>
            <translation>--join と共に: 参加するプール。なければ作られます。</translation>
        </message>
        <message>
            <source>With --join: the version of the actors' code; a higher one replaces the lower ones of its pool.</source>
            <translation>--join と共に: アクターのコードのバージョン。高いものがプールの低いものに取って代わります。</translation>
        </message>
        <message>
            <source>number</source>
            <translation>番号</translation>
        </message>
        <message>
            <source>A workbench for Rivet actors, with a whole engine inside.

  rove                                 open what was open last
  rove https://staging:TOKEN@HOST      connect to an engine as the namespace staging
  rove open chatRoom/general           show an actor by its type and key
  rove open ID --section events        show a part of an actor
  rove 'rove://open?endpoint=…'        follow a link
  rove --join https://TOKEN@HOST       host the actors inside on another engine

A program that runs already with the same settings opens it in its window.</source>
            <translation>エンジンを丸ごと内蔵した、Rivet アクターのためのワークベンチです。

  rove                                 前回開いていたものを開く
  rove https://staging:TOKEN@HOST      名前空間 staging としてエンジンに接続する
  rove open chatRoom/general           タイプとキーでアクターを表示する
  rove open ID --section events        アクターの一部を表示する
  rove 'rove://open?endpoint=…'        リンクを開く
  rove --join https://TOKEN@HOST       中のアクターを別のエンジンで動かす

同じ設定のプログラムがすでに実行中なら、そのウィンドウで開きます。</translation>
        </message>
        <message>
            <source>This program hosts actors in the pool %1.</source>
            <translation>このプログラムはプール %1 でアクターを動かしています。</translation>
        </message>
        <message>
            <source>Rove runs already. To join with another one, add --new-instance.</source>
            <translation>Rove はすでに動いています。もう一つで参加するには --new-instance を付けてください。</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ActionsPage</name>
        <message>
            <source>&amp;Run Action</source>
            <translation>アクションを実行(&amp;R)</translation>
        </message>
        <message>
            <source>Call the action with these arguments</source>
            <translation>これらの引数でアクションを呼び出します</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>実行</translation>
        </message>
        <message>
            <source>S&amp;top Waiting</source>
            <translation>待機を中止(&amp;T)</translation>
        </message>
        <message>
            <source>Wait for no answer; the actor goes on</source>
            <translation>応答を待ちません。アクターは処理を続けます</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>&amp;Open in REPL</source>
            <translation>コンソールで開く(&amp;O)</translation>
        </message>
        <message>
            <source>Put this call into the REPL's editor</source>
            <translation>この呼び出しをコンソール (REPL) のエディターに入れます</translation>
        </message>
        <message>
            <source>Copy as c&amp;URL</source>
            <translation>cURL としてコピー(&amp;U)</translation>
        </message>
        <message>
            <source>Copy this call as a command for a shell</source>
            <translation>この呼び出しをシェルのコマンドとしてコピーします</translation>
        </message>
        <message>
            <source>Copy as &amp;TypeScript</source>
            <translation>TypeScript としてコピー(&amp;T)</translation>
        </message>
        <message>
            <source>Copy this call as code for a client</source>
            <translation>この呼び出しをクライアント用のコードとしてコピーします</translation>
        </message>
        <message>
            <source>&amp;Copy Result as JSON</source>
            <translation>結果を JSON としてコピー(&amp;C)</translation>
        </message>
        <message>
            <source>Copy the whole result as JSON</source>
            <translation>結果全体を JSON としてコピーします</translation>
        </message>
        <message>
            <source>Filter actions</source>
            <translation>アクションを絞り込む</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>アクション</translation>
        </message>
        <message>
            <source>A&amp;ction</source>
            <translation>アクション(&amp;C)</translation>
        </message>
        <message>
            <source>Name of an action</source>
            <translation>アクションの名前</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>アクション</translation>
        </message>
        <message>
            <source>Arguments</source>
            <translation>引数</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>フィールド</translation>
        </message>
        <message>
            <source>JSON array</source>
            <translation>JSON 配列</translation>
        </message>
        <message>
            <source>How arguments are written</source>
            <translation>引数の書き方</translation>
        </message>
        <message>
            <source>Arguments, as a JSON array</source>
            <translation>引数 (JSON 配列)</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Nothing was run yet</source>
            <translation>まだ何も実行していません</translation>
        </message>
        <message>
            <source>Choose an action and run it; its result appears here.</source>
            <translation>アクションを選んで実行すると、結果がここに表示されます。</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message>
            <source>No action is named.</source>
            <translation>アクションが指定されていません。</translation>
        </message>
        <message>
            <source>An action is running.</source>
            <translation>アクションを実行中です。</translation>
        </message>
        <message>
            <source>The actor was destroyed.</source>
            <translation>アクターは破棄されました。</translation>
        </message>
        <message>
            <source>No action is running.</source>
            <translation>実行中のアクションはありません。</translation>
        </message>
        <message>
            <source>The actor's record has not been read yet.</source>
            <translation>アクターのレコードはまだ読み込まれていません。</translation>
        </message>
        <message>
            <source>There is no result.</source>
            <translation>結果がありません。</translation>
        </message>
        <message>
            <source>The actor sleeps, and its actions are not known. Running one starts it.</source>
            <translation>アクターはスリープ中で、アクションは不明です。実行するとアクターが起動します。</translation>
        </message>
        <message>
            <source>The actor sleeps. Running an action starts it.</source>
            <translation>アクターはスリープ中です。アクションを実行すると起動します。</translation>
        </message>
        <message>
            <source>Arguments are an array, for example [1, "two"].</source>
            <translation>引数は配列で指定します (例: [1, "two"])。</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>実行中</translation>
        </message>
        <message>
            <source>%1 for %2</source>
            <comment>action that runs, time so far</comment>
            <translation>%1 (%2 経過)</translation>
        </message>
        <message>
            <source>%1 answered in %2</source>
            <translation>%1 は %2 で応答しました</translation>
        </message>
        <message>
            <source>Not awaited</source>
            <translation>待機中止</translation>
        </message>
        <message>
            <source>%1 was no longer waited for after %2</source>
            <translation>%2 後に %1 の待機を中止しました</translation>
        </message>
        <message>
            <source>The actor goes on with it; an action cannot be taken back.</source>
            <translation>アクターは処理を続けます。アクションは取り消せません。</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>エラー</translation>
        </message>
        <message>
            <source>%1 failed after %2</source>
            <translation>%1 は %2 後に失敗しました</translation>
        </message>
        <message>
            <source>call as cURL</source>
            <translation>呼び出し (cURL)</translation>
        </message>
        <message>
            <source>call as TypeScript</source>
            <translation>呼び出し (TypeScript)</translation>
        </message>
        <message>
            <source>result as JSON</source>
            <translation>結果 (JSON)</translation>
        </message>
        <message>
            <source>Called without arguments.</source>
            <translation>引数なしで呼び出されます。</translation>
        </message>
        <message>
            <source>A&amp;dd Argument</source>
            <translation>引数を追加(&amp;D)</translation>
        </message>
        <message>
            <source>Add Argument</source>
            <translation>引数を追加</translation>
        </message>
        <message>
            <source>Add a field for one more argument</source>
            <translation>引数のフィールドをもう 1 つ追加します</translation>
        </message>
        <message>
            <source>A JSON value: 5, "text", {"a": 1}</source>
            <translation>JSON 値: 5, "text", {"a": 1}</translation>
        </message>
        <message>
            <source>Argument %1</source>
            <translation>引数 %1</translation>
        </message>
        <message>
            <source>Argument %1, as JSON</source>
            <translation>引数 %1 (JSON)</translation>
        </message>
        <message>
            <source>Remove argument %1</source>
            <translation>引数 %1 を削除</translation>
        </message>
        <message>
            <source>Write a JSON value here, or remove the argument.</source>
            <translation>ここに JSON 値を入力するか、引数を削除してください。</translation>
        </message>
        <message>
            <source>Earlier calls</source>
            <translation>以前の呼び出し</translation>
        </message>
        <message>
            <source>Enter or a double click puts a call back into the fields</source>
            <translation>Enter またはダブルクリックで呼び出しをフィールドに戻します</translation>
        </message>
        <message>
            <source>The call as code of a client</source>
            <translation>クライアントのコードとしての呼び出し</translation>
        </message>
        <message>
            <source>As code</source>
            <translation>コード</translation>
        </message>
        <message>
            <source>What is shown of the call</source>
            <translation>呼び出しの表示内容</translation>
        </message>
        <message>
            <source>%1, failed</source>
            <comment>a call</comment>
            <translation>%1、失敗</translation>
        </message>
        <message>
            <source>%1, answered</source>
            <comment>a call</comment>
            <translation>%1、応答あり</translation>
        </message>
        <message>
            <source>Call</source>
            <translation>呼び出し</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>応答</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>所要時間</translation>
        </message>
        <message>
            <source>At</source>
            <translation>時刻</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ActorPage</name>
        <message>
            <source>Pool</source>
            <translation>プール</translation>
        </message>
        <message>
            <source>Datacenter</source>
            <translation>データセンター</translation>
        </message>
        <message>
            <source>Last runner</source>
            <translation>最後のランナー</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>ランタイム</translation>
        </message>
        <message>
            <source>Crash policy</source>
            <translation>クラッシュポリシー</translation>
        </message>
        <message>
            <source>on crash: %1</source>
            <comment>%1 is a crash policy</comment>
            <translation>クラッシュ時: %1</translation>
        </message>
        <message>
            <source>Why?</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>%1, next try in %2 s</source>
            <comment>%1 is a status</comment>
            <translation>%1、次の試行まで %2 秒</translation>
        </message>
        <message>
            <source>E&amp;xplain Status</source>
            <translation>ステータスを説明(&amp;X)</translation>
        </message>
        <message>
            <source>Why the actor is as it is, and what to do.</source>
            <translation>アクターがこうなっている理由と対処方法。</translation>
        </message>
        <message>
            <source>Show &amp;Life as List</source>
            <translation>ライフサイクルを一覧で表示(&amp;L)</translation>
        </message>
        <message>
            <source>Every moment known of the actor's life.</source>
            <translation>アクターのライフサイクルで判明しているすべての時点。</translation>
        </message>
        <message>
            <source>No actor chosen</source>
            <translation>アクターが選択されていません</translation>
        </message>
        <message>
            <source>Choose an actor in the list to look inside. A sleeping one stays asleep.</source>
            <translation>一覧でアクターを選ぶと中身を確認できます。スリープ中のアクターはそのままです。</translation>
        </message>
        <message>
            <source>Sections of the actor</source>
            <translation>アクターのセクション</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message>
            <source>More commands for the actor</source>
            <translation>アクターのその他のコマンド</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>a fact about an actor</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Life of %1</source>
            <translation>%1 のライフサイクル</translation>
        </message>
        <message>
            <source>When</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>What</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Detail</source>
            <translation>詳細</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>コピー</translation>
        </message>
        <message>
            <source>Life of the actor</source>
            <translation>アクターのライフサイクル</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>a moment in a life and its time</comment>
            <translation>%1、%2</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>The actor's life. Press Enter to see it as a list.</source>
            <translation>アクターのライフサイクルです。Enter キーで一覧を表示します。</translation>
        </message>
        <message>
            <source>Wake to Refresh</source>
            <translation>起こして更新</translation>
        </message>
        <message>
            <source>Not connected. What is shown was heard before that:</source>
            <translation>接続されていません。表示しているのはそれ以前の情報です：</translation>
        </message>
        <message>
            <source>Not connected, and nothing was heard of its inside yet.</source>
            <translation>接続されておらず、内部の情報はまだ得られていません。</translation>
        </message>
        <message>
            <source>Not running; looking does not wake it. What is shown is from before:</source>
            <translation>実行されていません。見るだけでは起動しません。表示しているのは以前の情報です：</translation>
        </message>
        <message>
            <source>Not running, and nothing was heard of its inside yet. Looking does not wake it.</source>
            <translation>実行されておらず、内部の情報はまだ得られていません。見るだけでは起動しません。</translation>
        </message>
        <message>
            <source>What led to it</source>
            <translation>ここに至った経緯</translation>
        </message>
        <message>
            <source>The numbers behind it</source>
            <translation>根拠となる数値</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>対処方法</translation>
        </message>
        <message>
            <source>What led to the crash</source>
            <translation>クラッシュに至った経緯</translation>
        </message>
        <message>
            <source>Why %1 is as it is</source>
            <translation>%1 がこうなっている理由</translation>
        </message>
        <message>
            <source>the explanation</source>
            <comment>what was copied</comment>
            <translation>説明</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ActorsPage</name>
        <message>
            <source>Clear &amp;Filter</source>
            <translation>フィルターをクリア(&amp;F)</translation>
        </message>
        <message>
            <source>Show all actors again</source>
            <translation>再びすべてのアクターを表示します</translation>
        </message>
        <message>
            <source>&amp;Filter by This Value</source>
            <translation>この値で絞り込む(&amp;F)</translation>
        </message>
        <message>
            <source>Show only actors with the value of this cell</source>
            <translation>このセルの値を持つアクターだけを表示します</translation>
        </message>
        <message>
            <source>E&amp;xclude This Value</source>
            <translation>この値を除外(&amp;X)</translation>
        </message>
        <message>
            <source>Hide actors with the value of this cell</source>
            <translation>このセルの値を持つアクターを隠します</translation>
        </message>
        <message>
            <source>&amp;Re-sort</source>
            <translation>並べ直す(&amp;R)</translation>
        </message>
        <message>
            <source>Put changed actors where they belong</source>
            <translation>変更されたアクターを正しい位置に移します</translation>
        </message>
        <message>
            <source>&amp;Preview</source>
            <translation>プレビュー(&amp;P)</translation>
        </message>
        <message>
            <source>Look at the actor without opening it</source>
            <translation>アクターを開かずに確認します</translation>
        </message>
        <message>
            <source>Load &amp;More</source>
            <translation>さらに読み込む(&amp;M)</translation>
        </message>
        <message>
            <source>Read the next page of each type</source>
            <translation>各タイプの次のページを読み込みます</translation>
        </message>
        <message>
            <source>Load &amp;All</source>
            <translation>すべて読み込む(&amp;A)</translation>
        </message>
        <message>
            <source>Read every actor of the namespace</source>
            <translation>名前空間のすべてのアクターを読み込みます</translation>
        </message>
        <message>
            <source>S&amp;top Loading</source>
            <translation>読み込みを停止(&amp;T)</translation>
        </message>
        <message>
            <source>Keep what has been read</source>
            <translation>読み込み済みのものは残します</translation>
        </message>
        <message>
            <source>Reset &amp;Columns</source>
            <translation>列をリセット(&amp;C)</translation>
        </message>
        <message>
            <source>Show the columns, the order and the groups that everybody starts with</source>
            <translation>列、並び順、グループを初期設定に戻します</translation>
        </message>
        <message>
            <source>Absolute &amp;Times</source>
            <translation>絶対時刻(&amp;T)</translation>
        </message>
        <message>
            <source>Show when something was instead of how long ago</source>
            <translation>経過時間ではなく日時を表示します</translation>
        </message>
        <message>
            <source>Copy the selected actors so</source>
            <translation>選択したアクターをこの形式でコピーします</translation>
        </message>
        <message>
            <source>&amp;Table</source>
            <translation>表(&amp;T)</translation>
        </message>
        <message>
            <source>Copy the selected rows as they are shown</source>
            <translation>選択した行を表示どおりにコピーします</translation>
        </message>
        <message>
            <source>&amp;ID</source>
            <translation>ID(&amp;I)</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>&amp;Key</source>
            <translation>キー(&amp;K)</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>&amp;JSON</source>
            <translation>JSON(&amp;J)</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>&amp;Markdown Table</source>
            <translation>Markdown の表(&amp;M)</translation>
        </message>
        <message>
            <source>Markdown table</source>
            <translation>Markdown の表</translation>
        </message>
        <message>
            <source>&amp;CSV</source>
            <translation>CSV(&amp;C)</translation>
        </message>
        <message>
            <source>CSV</source>
            <translation>CSV</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message>
            <source>This cell is empty.</source>
            <translation>このセルは空です。</translation>
        </message>
        <message>
            <source>P&amp;in</source>
            <translation>ピン留め(&amp;I)</translation>
        </message>
        <message>
            <source>Keep the selected actors at the top</source>
            <translation>選択したアクターを先頭に固定します</translation>
        </message>
        <message>
            <source>Give the selected actors this mark</source>
            <translation>選択したアクターにこのマークを付けます</translation>
        </message>
        <message>
            <source>&amp;No Mark</source>
            <translation>マークなし(&amp;N)</translation>
        </message>
        <message>
            <source>Take the mark off the selected actors</source>
            <translation>選択したアクターのマークを外します</translation>
        </message>
        <message>
            <source>Put the actors into such groups</source>
            <translation>アクターをこの基準でグループ化します</translation>
        </message>
        <message>
            <source>&amp;No Groups</source>
            <translation>グループなし(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Type</source>
            <translation>タイプ(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Status</source>
            <translation>ステータス(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Pool</source>
            <translation>プール(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Datacenter</source>
            <translation>データセンター(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Key Prefix</source>
            <translation>キーのプレフィックス(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Error</source>
            <translation>エラー(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Mark</source>
            <translation>マーク(&amp;M)</translation>
        </message>
        <message>
            <source>E&amp;xpand All Groups</source>
            <translation>すべてのグループを展開(&amp;X)</translation>
        </message>
        <message>
            <source>Show the actors of every group</source>
            <translation>すべてのグループのアクターを表示します</translation>
        </message>
        <message>
            <source>&amp;Collapse All Groups</source>
            <translation>すべてのグループを折りたたむ(&amp;C)</translation>
        </message>
        <message>
            <source>Show the groups alone</source>
            <translation>グループだけを表示します</translation>
        </message>
        <message>
            <source>No actor is selected.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message numerus="yes">
            <source>At most %n actor(s) can be copied at once.</source>
            <translation>
                <numerusform>一度にコピーできるアクターは最大 %n 個です。</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing is connected.</source>
            <translation>何も接続されていません。</translation>
        </message>
        <message>
            <source>The list is in order.</source>
            <translation>一覧は並び順どおりです。</translation>
        </message>
        <message>
            <source>Every actor is in the list.</source>
            <translation>すべてのアクターが一覧にあります。</translation>
        </message>
        <message>
            <source>It is being read.</source>
            <translation>読み込み中です。</translation>
        </message>
        <message>
            <source>Nothing is being read.</source>
            <translation>読み込み中のものはありません。</translation>
        </message>
        <message>
            <source>There are no groups.</source>
            <translation>グループがありません。</translation>
        </message>
        <message>
            <source>Filter, for example status:running key~tenant</source>
            <translation>フィルター (例: status:running key~tenant)</translation>
        </message>
        <message>
            <source>Filter actors</source>
            <translation>アクターを絞り込む</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>グループ</translation>
        </message>
        <message>
            <source>Put the actors into groups</source>
            <translation>アクターをグループ化します</translation>
        </message>
        <message>
            <source>%1 so far</source>
            <translation>現在 %1</translation>
        </message>
        <message numerus="yes">
            <source>There is room for the pins and marks of %n actor(s), and no more.</source>
            <translation>
                <numerusform>ピン留めとマークを保存できるアクターは %n 個までです。</numerusform>
            </translation>
        </message>
        <message>
            <source>Reading the actors</source>
            <translation>アクターを読み込み中</translation>
        </message>
        <message>
            <source>%1 has not answered for %2.</source>
            <translation>%1 から %2 応答がありません。</translation>
        </message>
        <message>
            <source>The engine</source>
            <translation>エンジン</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>未接続</translation>
        </message>
        <message>
            <source>Choose a connection to see its actors.</source>
            <translation>接続を選ぶと、そのアクターが表示されます。</translation>
        </message>
        <message>
            <source>No actor matches</source>
            <translation>一致するアクターはありません</translation>
        </message>
        <message numerus="yes">
            <source>None of the %n actor(s) matches “%1”.</source>
            <translation>
                <numerusform>%n 個のアクターのうち「%1」に一致するものはありません。</numerusform>
            </translation>
        </message>
        <message>
            <source>No actors yet</source>
            <translation>アクターはまだありません</translation>
        </message>
        <message>
            <source>This namespace is empty. An actor appears here as soon as a client or you create one.</source>
            <translation>この名前空間は空です。クライアントまたは自分がアクターを作成すると、ここに表示されます。</translation>
        </message>
        <message>
            <source>%1 of %2 actors</source>
            <translation>%2 個中 %1 個のアクター</translation>
        </message>
        <message>
            <source>stale</source>
            <translation>古い</translation>
        </message>
        <message>
            <source>stale for %1</source>
            <translation>古い (%1 経過)</translation>
        </message>
        <message>
            <source>sorted %1 ago</source>
            <translation>%1 前に並べ替え</translation>
        </message>
        <message>
            <source>Pins and marks cannot be kept: they last until the window closes.</source>
            <translation>ピン留めとマークは保存できません。ウィンドウを閉じるまで有効です。</translation>
        </message>
        <message>
            <source>Copy &amp;As</source>
            <translation>形式を指定してコピー(&amp;A)</translation>
        </message>
        <message>
            <source>Mar&amp;k</source>
            <translation>マーク(&amp;K)</translation>
        </message>
        <message>
            <source>Actors by status</source>
            <translation>ステータス別のアクター</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>status, count</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Stop filtering by this status</source>
            <translation>このステータスでの絞り込みをやめます</translation>
        </message>
        <message>
            <source>Show only actors of this status</source>
            <translation>このステータスのアクターだけを表示します</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>count, status</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Actors</source>
            <translation>アクター</translation>
        </message>
        <message>
            <source>Click sorts, Shift+click adds a column to the order</source>
            <translation>クリックで並べ替え、Shift+クリックで並び順に列を追加</translation>
        </message>
        <message>
            <source>&amp;Size to Contents</source>
            <translation>内容に合わせる(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Reset Columns</source>
            <translation>列をリセット(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Absolute Times</source>
            <translation>絶対時刻(&amp;A)</translation>
        </message>
        <message>
            <source>No error</source>
            <translation>エラーなし</translation>
        </message>
        <message>
            <source>No key prefix</source>
            <translation>キーのプレフィックスなし</translation>
        </message>
        <message>
            <source>No mark</source>
            <translation>マークなし</translation>
        </message>
        <message>
            <source>None</source>
            <comment>group of actors without such a value</comment>
            <translation>なし</translation>
        </message>
        <message>
            <source>It starts again at once, and later and later while it keeps crashing.</source>
            <translation>すぐに再起動します。クラッシュが続くと、再起動の間隔は次第に長くなります。</translation>
        </message>
        <message>
            <source>It is gone for good, with everything it keeps.</source>
            <translation>保持しているものすべてと共に、完全に失われます。</translation>
        </message>
        <message>
            <source>It stays down until the next request or alarm starts it.</source>
            <translation>次のリクエストまたはアラームで起動するまで停止したままです。</translation>
        </message>
        <message>
            <source>Create &amp;new</source>
            <translation>新規作成(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Get or create</source>
            <translation>取得または作成(&amp;G)</translation>
        </message>
        <message>
            <source>Open the E&amp;xisting</source>
            <translation>既存のものを開く(&amp;X)</translation>
        </message>
        <message>
            <source>Show the actor that has this key</source>
            <translation>このキーを持つアクターを表示します</translation>
        </message>
        <message>
            <source>C&amp;opy Code</source>
            <translation>コードをコピー(&amp;O)</translation>
        </message>
        <message>
            <source>Copy the client code</source>
            <translation>クライアントコードをコピーします</translation>
        </message>
        <message>
            <source>New Actor</source>
            <translation>新規アクター</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>タイプ</translation>
        </message>
        <message>
            <source>as the server calls it</source>
            <translation>サーバーでの名前</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>プール</translation>
        </message>
        <message>
            <source>Any</source>
            <translation>任意</translation>
        </message>
        <message>
            <source>No input</source>
            <translation>入力なし</translation>
        </message>
        <message>
            <source>Input, as JSON</source>
            <translation>入力 (JSON)</translation>
        </message>
        <message>
            <source>Client code</source>
            <translation>クライアントコード</translation>
        </message>
        <message>
            <source>Sleep</source>
            <translation>スリープ</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>再起動</translation>
        </message>
        <message>
            <source>Destroy</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>If it exists</source>
            <translation>すでに存在する場合</translation>
        </message>
        <message>
            <source>On a c&amp;rash</source>
            <translation>クラッシュ時(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Input, as JSON</source>
            <translation>入力 (JSON)(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Create Actor</source>
            <translation>アクターを作成(&amp;C)</translation>
        </message>
        <message>
            <source>Without a key, clients reach the actor by its ID only.</source>
            <translation>キーがない場合、クライアントは ID でのみアクターに到達できます。</translation>
        </message>
        <message>
            <source>A slash begins the next part; \/ is a slash inside one.</source>
            <translation>スラッシュで次の部分が始まります。\/ は部分の中のスラッシュです。</translation>
        </message>
        <message>
            <source>An actor that has this key is opened as it is.</source>
            <translation>このキーを持つアクターがあれば、そのまま開きます。</translation>
        </message>
        <message>
            <source>An actor that has this key is left alone; nothing is created.</source>
            <translation>このキーを持つアクターがあれば、そのまま残して何も作成しません。</translation>
        </message>
        <message>
            <source>Give a type first.</source>
            <translation>先にタイプを指定してください。</translation>
        </message>
        <message>
            <source>Give a type.</source>
            <translation>タイプを指定してください。</translation>
        </message>
        <message>
            <source>To get an actor that may exist, give its key.</source>
            <translation>存在する可能性のあるアクターを取得するには、キーを指定してください。</translation>
        </message>
        <message>
            <source>The key is too long: at most %1 bytes.</source>
            <translation>キーが長すぎます。最大 %1 バイトです。</translation>
        </message>
        <message>
            <source>Give the pool that is to run the actor.</source>
            <translation>アクターを実行するプールを指定してください。</translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>%1 行目: %2</translation>
        </message>
        <message>
            <source>The input is too large: at most %1.</source>
            <translation>入力が大きすぎます。最大 %1 です。</translation>
        </message>
        <message>
            <source>Add a part</source>
            <translation>部分を追加</translation>
        </message>
        <message>
            <source>Remove the part</source>
            <translation>部分を削除</translation>
        </message>
        <message>
            <source>Move the part up</source>
            <translation>部分を上へ移動</translation>
        </message>
        <message>
            <source>Move the part down</source>
            <translation>部分を下へ移動</translation>
        </message>
        <message>
            <source>none</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Parts of the key</source>
            <translation>キーの各部分</translation>
        </message>
        <message>
            <source>What to do with the selected actors</source>
            <translation>選択したアクターに対する操作</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n 個選択</numerusform>
            </translation>
        </message>
        <message>
            <source>Waiting for the engine to answer.</source>
            <translation>エンジンの応答を待っています。</translation>
        </message>
        <message>
            <source>Waiting for %1 to answer.</source>
            <translation>%1 の応答を待っています。</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::DetailsPage</name>
        <message>
            <source>Copy %1</source>
            <translation>%1 をコピー</translation>
        </message>
        <message>
            <source>version %1</source>
            <translation>バージョン %1</translation>
        </message>
        <message>
            <source>Copy Record as &amp;JSON</source>
            <translation>レコードを JSON としてコピー(&amp;J)</translation>
        </message>
        <message>
            <source>Copy the engine's whole record of the actor.</source>
            <translation>エンジンが持つアクターのレコード全体をコピーします。</translation>
        </message>
        <message>
            <source>Details of the actor</source>
            <translation>アクターの詳細</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>識別情報</translation>
        </message>
        <message>
            <source>Actor ID</source>
            <translation>アクター ID</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>タイプ</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Key parts</source>
            <translation>キーの各部分</translation>
        </message>
        <message>
            <source>Namespace ID</source>
            <translation>名前空間 ID</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>ステータス</translation>
        </message>
        <message>
            <source>Because</source>
            <translation>理由</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>エラー</translation>
        </message>
        <message>
            <source>As reported</source>
            <translation>報告内容</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>作成</translation>
        </message>
        <message>
            <source>First started</source>
            <translation>初回起動</translation>
        </message>
        <message>
            <source>Connectable</source>
            <translation>接続可能</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>待機</translation>
        </message>
        <message>
            <source>Asleep</source>
            <translation>スリープ</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>次の試行</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>Last heard</source>
            <translation>最終受信</translation>
        </message>
        <message>
            <source>Placement</source>
            <translation>配置</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>プール</translation>
        </message>
        <message>
            <source>Datacenter</source>
            <translation>データセンター</translation>
        </message>
        <message>
            <source>Crash policy</source>
            <translation>クラッシュポリシー</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>ランタイム</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>ランタイム</translation>
        </message>
        <message>
            <source>Deployment</source>
            <translation>デプロイ</translation>
        </message>
        <message>
            <source>Inspector protocol</source>
            <translation>インスペクタープロトコル</translation>
        </message>
        <message>
            <source>Envoy protocol</source>
            <translation>エンボイプロトコル</translation>
        </message>
        <message>
            <source>Client endpoint</source>
            <translation>クライアントエンドポイント</translation>
        </message>
        <message>
            <source>Client namespace</source>
            <translation>クライアント名前空間</translation>
        </message>
        <message>
            <source>Commit</source>
            <translation>コミット</translation>
        </message>
        <message>
            <source>Built</source>
            <translation>ビルド日時</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>アクション</translation>
        </message>
        <message>
            <source>There is no record to copy.</source>
            <translation>コピーするレコードがありません。</translation>
        </message>
        <message>
            <source>the record</source>
            <comment>what was copied</comment>
            <translation>レコード</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Editing the state</source>
            <translation>状態の編集</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>Queue size</source>
            <translation>キューのサイズ</translation>
        </message>
        <message>
            <source>Queue messages</source>
            <translation>キューのメッセージ</translation>
        </message>
        <message>
            <source>Sending to the queue</source>
            <translation>キューへの送信</translation>
        </message>
        <message>
            <source>Workflow history</source>
            <translation>ワークフローの履歴</translation>
        </message>
        <message>
            <source>Workflow replay</source>
            <translation>ワークフローのリプレイ</translation>
        </message>
        <message>
            <source>Database tables</source>
            <translation>データベースのテーブル</translation>
        </message>
        <message>
            <source>Database rows</source>
            <translation>データベースの行</translation>
        </message>
        <message>
            <source>Database statements</source>
            <translation>データベースのステートメント</translation>
        </message>
        <message>
            <source>Traces</source>
            <translation>トレース</translation>
        </message>
        <message>
            <source>The author's own tabs</source>
            <translation>作者独自のタブ</translation>
        </message>
        <message>
            <source>Schedules</source>
            <translation>スケジュール</translation>
        </message>
        <message>
            <source>Schedule history</source>
            <translation>スケジュールの履歴</translation>
        </message>
        <message>
            <source>Cancelling schedules</source>
            <translation>スケジュールのキャンセル</translation>
        </message>
        <message>
            <source>What the runtime offers</source>
            <translation>ランタイムが提供する機能</translation>
        </message>
        <message>
            <source>offered</source>
            <translation>提供あり</translation>
        </message>
        <message>
            <source>not offered</source>
            <translation>提供なし</translation>
        </message>
        <message>
            <source>%1: needs RivetKit %2</source>
            <comment>a feature and a version</comment>
            <translation>%1: RivetKit %2 が必要</translation>
        </message>
        <message>
            <source>everything</source>
            <translation>すべて</translation>
        </message>
        <message numerus="yes">
            <source>%n not offered</source>
            <translation>
                <numerusform>%n 件は提供なし</numerusform>
            </translation>
        </message>
        <message>
            <source>Generation</source>
            <translation>世代</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::EnginePage</name>
        <message>
            <source>In memory; gone when the engine stops</source>
            <translation>メモリー上 (エンジンの停止時に失われます)</translation>
        </message>
        <message>
            <source>Files on this machine (SQLite)</source>
            <translation>このマシン上のファイル (SQLite)</translation>
        </message>
        <message>
            <source>Files on this machine (RocksDB)</source>
            <translation>このマシン上のファイル (RocksDB)</translation>
        </message>
        <message>
            <source>A PostgreSQL database</source>
            <translation>PostgreSQL データベース</translation>
        </message>
        <message>
            <source>Copy RI&amp;VET_ENDPOINT</source>
            <translation>RIVET_ENDPOINT をコピー(&amp;V)</translation>
        </message>
        <message>
            <source>Copy the line that points a program of yours at this engine</source>
            <translation>自分のプログラムをこのエンジンに向けるための行をコピーします</translation>
        </message>
        <message>
            <source>Local engine</source>
            <translation>ローカルエンジン</translation>
        </message>
        <message>
            <source>A full engine and actor environment inside this program. The window talks to it as to any other: over its endpoint.</source>
            <translation>このプログラムに内蔵された完全なエンジンとアクター環境です。ウィンドウは他のエンジンと同じく、エンドポイント経由で通信します。</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>実行中</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>エンドポイント</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>ポート</translation>
        </message>
        <message>
            <source>Process ID</source>
            <translation>プロセス ID</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>バージョン</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>データ</translation>
        </message>
        <message>
            <source>Kept as</source>
            <translation>保存形式</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>フォルダー</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>サイズ</translation>
        </message>
        <message>
            <source>Your programs</source>
            <translation>自分のプログラム</translation>
        </message>
        <message>
            <source>A RivetKit program joins this engine, and a client finds it, with this in its environment:</source>
            <translation>環境変数に次を設定すると、RivetKit プログラムはこのエンジンに参加し、クライアントはこのエンジンを見つけられます：</translation>
        </message>
        <message>
            <source>Actor types inside</source>
            <translation>内蔵のアクタータイプ</translation>
        </message>
        <message>
            <source>The engine runs none by itself; programs that join it bring theirs.</source>
            <translation>エンジン自体にはアクタータイプがありません。参加するプログラムが提供します。</translation>
        </message>
        <message>
            <source>The engine does not run.</source>
            <translation>エンジンは実行されていません。</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>未起動</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>起動中</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>停止中</translation>
        </message>
        <message>
            <source>Not running</source>
            <translation>実行されていません</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>開始</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Errors</name>
        <message>
            <source>The proxy does not lead to %1.</source>
            <translation>プロキシ経由で %1 に到達できません。</translation>
        </message>
        <message>
            <source>%1 cannot be reached.</source>
            <translation>%1 に到達できません。</translation>
        </message>
        <message>
            <source>%1 answers, but not as a Rivet engine.</source>
            <translation>%1 は応答しますが、Rivet エンジンではありません。</translation>
        </message>
        <message>
            <source>%1 did not answer in time.</source>
            <translation>%1 は時間内に応答しませんでした。</translation>
        </message>
        <message>
            <source>The connection to %1 was closed.</source>
            <translation>%1 への接続が閉じられました。</translation>
        </message>
        <message>
            <source>The request to %1 was cancelled.</source>
            <translation>%1 へのリクエストがキャンセルされました。</translation>
        </message>
        <message>
            <source>%1 sent something that Rove does not understand.</source>
            <translation>%1 が Rove に理解できないものを送信しました。</translation>
        </message>
        <message>
            <source>Nothing was changed: the connection is read-only.</source>
            <translation>何も変更されませんでした。接続は読み取り専用です。</translation>
        </message>
        <message>
            <source>%1 refuses access.</source>
            <translation>%1 がアクセスを拒否しました。</translation>
        </message>
        <message>
            <source>%1 does not have this namespace.</source>
            <translation>%1 にこの名前空間はありません。</translation>
        </message>
        <message>
            <source>%1 does not exist or was destroyed.</source>
            <translation>%1 は存在しないか、破棄されました。</translation>
        </message>
        <message>
            <source>There is already an actor with this key.</source>
            <translation>このキーを持つアクターはすでに存在します。</translation>
        </message>
        <message>
            <source>No runner pool of this name is configured.</source>
            <translation>この名前のランナープールは設定されていません。</translation>
        </message>
        <message>
            <source>The key is too long.</source>
            <translation>キーが長すぎます。</translation>
        </message>
        <message>
            <source>The input is too large.</source>
            <translation>入力が大きすぎます。</translation>
        </message>
        <message>
            <source>%1 has no such action.</source>
            <translation>%1 にそのアクションはありません。</translation>
        </message>
        <message>
            <source>The action did not end in time.</source>
            <translation>アクションは時間内に終了しませんでした。</translation>
        </message>
        <message>
            <source>%1 has no state.</source>
            <translation>%1 に状態はありません。</translation>
        </message>
        <message>
            <source>%1 could not be started.</source>
            <translation>%1 を起動できませんでした。</translation>
        </message>
        <message>
            <source>The inspector of %1 refuses access.</source>
            <translation>%1 のインスペクターがアクセスを拒否しました。</translation>
        </message>
        <message>
            <source>The message is too long for %1.</source>
            <translation>メッセージが %1 には長すぎます。</translation>
        </message>
        <message>
            <source>%1 answered with an error.</source>
            <translation>%1 がエラーを返しました。</translation>
        </message>
        <message>
            <source>Another engine uses the data folder %1.</source>
            <translation>別のエンジンがデータフォルダー %1 を使用しています。</translation>
        </message>
        <message>
            <source>The data folder %1 was written by a newer version of Rove.</source>
            <translation>データフォルダー %1 は新しいバージョンの Rove で書き込まれました。</translation>
        </message>
        <message>
            <source>Another program uses the address %1.</source>
            <translation>別のプログラムがアドレス %1 を使用しています。</translation>
        </message>
        <message>
            <source>The keychain cannot be used.</source>
            <translation>キーチェーンを使用できません。</translation>
        </message>
        <message>
            <source>The proxy has no host or no port.</source>
            <translation>プロキシのホストまたはポートがありません。</translation>
        </message>
        <message>
            <source>%1 is not an endpoint.</source>
            <translation>%1 はエンドポイントではありません。</translation>
        </message>
        <message>
            <source>There is already a namespace of this name.</source>
            <translation>この名前の名前空間はすでに存在します。</translation>
        </message>
        <message>
            <source>%1 reports an error.</source>
            <translation>%1 がエラーを報告しています。</translation>
        </message>
        <message>
            <source>Check this connection’s proxy and its user and password.</source>
            <translation>この接続のプロキシと、そのユーザー名とパスワードを確認してください。</translation>
        </message>
        <message>
            <source>Check that the engine runs there and that the address and port are right.</source>
            <translation>そこでエンジンが実行中か、アドレスとポートが正しいかを確認してください。</translation>
        </message>
        <message>
            <source>Check the port; Rivet's public API listens on 6420 by default.</source>
            <translation>ポートを確認してください。Rivet の公開 API は既定で 6420 で待ち受けます。</translation>
        </message>
        <message>
            <source>Check the network on the way, or try again.</source>
            <translation>経路上のネットワークを確認するか、再試行してください。</translation>
        </message>
        <message>
            <source>Check the token of this connection.</source>
            <translation>この接続のトークンを確認してください。</translation>
        </message>
        <message>
            <source>Open the actor again; its token is fetched anew.</source>
            <translation>アクターを開き直してください。トークンが再取得されます。</translation>
        </message>
        <message>
            <source>Give it both, or choose another kind of proxy.</source>
            <translation>両方を指定するか、別の種類のプロキシを選んでください。</translation>
        </message>
        <message>
            <source>Write it like https://namespace:token@host:port.</source>
            <translation>https://namespace:token@host:port の形式で入力してください。</translation>
        </message>
        <message>
            <source>Choose another namespace, or create this one.</source>
            <translation>別の名前空間を選ぶか、この名前空間を作成してください。</translation>
        </message>
        <message>
            <source>Choose another pool, or configure this one.</source>
            <translation>別のプールを選ぶか、このプールを設定してください。</translation>
        </message>
        <message>
            <source>Close the other one, or choose another folder with --data.</source>
            <translation>もう一方を閉じるか、--data で別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>Stop the other program, or choose another port with --port.</source>
            <translation>もう一方のプログラムを停止するか、--port で別のポートを選んでください。</translation>
        </message>
        <message>
            <source>Keep the token for this session only, or start a keychain service such as GNOME Keyring or KWallet.</source>
            <translation>トークンをこのセッションの間だけ保持するか、GNOME Keyring や KWallet などのキーチェーンサービスを起動してください。</translation>
        </message>
        <message>
            <source>Allow changes first.</source>
            <translation>先に変更を許可してください。</translation>
        </message>
        <message>
            <source>The certificate of %1 is signed by nobody but itself.</source>
            <translation>%1 の証明書は自己署名です。</translation>
        </message>
        <message>
            <source>The certificate of %1 comes from an authority that this machine does not know.</source>
            <translation>%1 の証明書は、このマシンの知らない認証局が発行したものです。</translation>
        </message>
        <message>
            <source>The certificate of %1 expired on %2.</source>
            <translation>%1 の証明書は %2 に期限切れになりました。</translation>
        </message>
        <message>
            <source>The certificate of %1 is not valid yet.</source>
            <translation>%1 の証明書はまだ有効ではありません。</translation>
        </message>
        <message>
            <source>The certificate of %1 is made out to another name, %2.</source>
            <translation>%1 の証明書は別の名前 %2 に対して発行されています。</translation>
        </message>
        <message>
            <source>The certificate of %1 was revoked.</source>
            <translation>%1 の証明書は失効しています。</translation>
        </message>
        <message>
            <source>%1 wants a client certificate.</source>
            <translation>%1 はクライアント証明書を要求しています。</translation>
        </message>
        <message>
            <source>%1 does not accept the client certificate.</source>
            <translation>%1 はこのクライアント証明書を受け付けません。</translation>
        </message>
        <message>
            <source>%1 does not speak TLS.</source>
            <translation>%1 は TLS に対応していません。</translation>
        </message>
        <message>
            <source>There is no secure connection to %1.</source>
            <translation>%1 への安全な接続がありません。</translation>
        </message>
        <message>
            <source>The file %1 does not exist.</source>
            <translation>ファイル %1 は存在しません。</translation>
        </message>
        <message>
            <source>The file %1 cannot be read.</source>
            <translation>ファイル %1 を読み込めません。</translation>
        </message>
        <message>
            <source>The passphrase does not open the key %1.</source>
            <translation>このパスフレーズでは鍵 %1 を開けません。</translation>
        </message>
        <message>
            <source>The client certificate %1 has no key file.</source>
            <translation>クライアント証明書 %1 の鍵ファイルがありません。</translation>
        </message>
        <message>
            <source>The key %1 has no client certificate.</source>
            <translation>鍵 %1 に対応するクライアント証明書がありません。</translation>
        </message>
        <message>
            <source>The key %1 does not belong to the client certificate.</source>
            <translation>鍵 %1 はクライアント証明書のものではありません。</translation>
        </message>
        <message>
            <source>The file %1 is not a PEM file of the kind that is wanted here.</source>
            <translation>ファイル %1 は、ここで必要な種類の PEM ファイルではありません。</translation>
        </message>
        <message>
            <source>If it is yours, choose it as the authority file of this connection.</source>
            <translation>自分の証明書であれば、この接続の認証局ファイルとして選んでください。</translation>
        </message>
        <message>
            <source>If you trust it, choose its file as the authority file of this connection.</source>
            <translation>信頼できる場合は、そのファイルをこの接続の認証局ファイルとして選んでください。</translation>
        </message>
        <message>
            <source>Renew it on the server, and check this machine’s clock.</source>
            <translation>サーバーで更新し、このマシンの時計を確認してください。</translation>
        </message>
        <message>
            <source>Check this machine’s clock.</source>
            <translation>このマシンの時計を確認してください。</translation>
        </message>
        <message>
            <source>Use an address that the certificate names.</source>
            <translation>証明書に記載されたアドレスを使用してください。</translation>
        </message>
        <message>
            <source>Do not trust this server before its owner has a new certificate.</source>
            <translation>所有者が新しい証明書を用意するまで、このサーバーを信頼しないでください。</translation>
        </message>
        <message>
            <source>Choose your certificate and its key in this connection’s TLS options.</source>
            <translation>この接続の TLS オプションで、自分の証明書と鍵を選んでください。</translation>
        </message>
        <message>
            <source>Choose another certificate, or ask the server’s owner which one it accepts.</source>
            <translation>別の証明書を選ぶか、どの証明書が受け付けられるかをサーバーの所有者に確認してください。</translation>
        </message>
        <message>
            <source>Use http:// for this endpoint, or check its port.</source>
            <translation>このエンドポイントには http:// を使うか、ポートを確認してください。</translation>
        </message>
        <message>
            <source>Type the key’s passphrase again.</source>
            <translation>鍵のパスフレーズをもう一度入力してください。</translation>
        </message>
        <message>
            <source>Choose the file again in this connection’s TLS options.</source>
            <translation>この接続の TLS オプションで、ファイルをもう一度選んでください。</translation>
        </message>
        <message>
            <source>Check the server’s TLS set-up, or the port.</source>
            <translation>サーバーの TLS 設定またはポートを確認してください。</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::EventsPage</name>
        <message>
            <source>No event chosen</source>
            <translation>イベントが選択されていません</translation>
        </message>
        <message>
            <source>Choose a row to see what it carried and what it led to.</source>
            <translation>行を選ぶと、その内容と、それが引き起こしたことが表示されます。</translation>
        </message>
        <message>
            <source>The chosen event</source>
            <translation>選択したイベント</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>概要</translation>
        </message>
        <message>
            <source>What the event carried</source>
            <translation>イベントの内容</translation>
        </message>
        <message>
            <source>took %1</source>
            <translation>所要時間 %1</translation>
        </message>
        <message>
            <source>connection %1</source>
            <translation>接続 %1</translation>
        </message>
        <message>
            <source>The state after the change; what was there before stands left of the arrow.</source>
            <translation>変更後の状態です。矢印の左が変更前の値です。</translation>
        </message>
        <message>
            <source>What it carried is no longer kept: it was too large, or too long ago.</source>
            <translation>内容は残っていません。大きすぎるか、古すぎます。</translation>
        </message>
        <message>
            <source>↑ probably by: %1</source>
            <translation>↑ おそらく原因: %1</translation>
        </message>
        <message>
            <source>↓ followed by: %1</source>
            <translation>↓ 続いて発生: %1</translation>
        </message>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… 他 %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>Go to this event</source>
            <translation>このイベントへ移動</translation>
        </message>
        <message>
            <source>Kinds of event shown</source>
            <translation>表示するイベントの種類</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n event(s)</source>
            <comment>%1 is a kind</comment>
            <translation>
                <numerusform>%1、%n 件のイベント</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>一時停止(&amp;P)</translation>
        </message>
        <message>
            <source>Let new events wait; they are recorded all the same.</source>
            <translation>新しいイベントの表示を保留します。記録は続きます。</translation>
        </message>
        <message>
            <source>C&amp;lear</source>
            <translation>クリア(&amp;L)</translation>
        </message>
        <message>
            <source>Forget the events so far.</source>
            <translation>これまでのイベントを消去します。</translation>
        </message>
        <message>
            <source>&amp;Newest</source>
            <translation>最新(&amp;N)</translation>
        </message>
        <message>
            <source>Go to the newest event and follow the log.</source>
            <translation>最新のイベントに移動し、ログを追います。</translation>
        </message>
        <message>
            <source>&amp;Copy Rows</source>
            <translation>行をコピー(&amp;C)</translation>
        </message>
        <message>
            <source>Copy the chosen rows as a table.</source>
            <translation>選択した行を表としてコピーします。</translation>
        </message>
        <message>
            <source>Copy as &amp;JSON</source>
            <translation>JSON としてコピー(&amp;J)</translation>
        </message>
        <message>
            <source>Copy the chosen rows with what they carried.</source>
            <translation>選択した行を内容ごとコピーします。</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>エクスポート(&amp;E)…</translation>
        </message>
        <message>
            <source>Write the rows shown to a JSON, CSV or text file.</source>
            <translation>表示中の行を JSON、CSV、テキストファイルのいずれかに書き出します。</translation>
        </message>
        <message>
            <source>Show &amp;Kinds</source>
            <translation>種類を表示(&amp;K)</translation>
        </message>
        <message>
            <source>The list of kinds with their counts.</source>
            <translation>種類とその件数の一覧。</translation>
        </message>
        <message>
            <source>Show &amp;Detail</source>
            <translation>詳細を表示(&amp;D)</translation>
        </message>
        <message>
            <source>What the chosen event carried.</source>
            <translation>選択したイベントの内容。</translation>
        </message>
        <message>
            <source>&amp;Only This Kind</source>
            <translation>この種類のみ(&amp;O)</translation>
        </message>
        <message>
            <source>Hide every other kind of event.</source>
            <translation>他の種類のイベントをすべて隠します。</translation>
        </message>
        <message>
            <source>&amp;Hide This Kind</source>
            <translation>この種類を隠す(&amp;H)</translation>
        </message>
        <message>
            <source>Hide this kind of event.</source>
            <translation>この種類のイベントを隠します。</translation>
        </message>
        <message>
            <source>Go to Ca&amp;use</source>
            <translation>原因へ移動(&amp;U)</translation>
        </message>
        <message>
            <source>The event that probably brought this one about.</source>
            <translation>このイベントを引き起こしたと思われるイベント。</translation>
        </message>
        <message>
            <source>Go to E&amp;ffect</source>
            <translation>結果へ移動(&amp;F)</translation>
        </message>
        <message>
            <source>The first event that followed from this one.</source>
            <translation>このイベントから生じた最初のイベント。</translation>
        </message>
        <message>
            <source>Clear &amp;Filter</source>
            <translation>フィルターをクリア(&amp;F)</translation>
        </message>
        <message>
            <source>Show every event again.</source>
            <translation>再びすべてのイベントを表示します。</translation>
        </message>
        <message>
            <source>Local &amp;Time</source>
            <translation>現地時刻(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;UTC</source>
            <translation>UTC(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Since Start</source>
            <translation>開始からの経過(&amp;S)</translation>
        </message>
        <message numerus="yes">
            <source>%n event(s)</source>
            <translation>
                <numerusform>%n 件のイベント</numerusform>
            </translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>テキスト (*.txt)</translation>
        </message>
        <message>
            <source>Export Events</source>
            <translation>イベントのエクスポート</translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) were written to %1.</source>
            <translation>
                <numerusform>%n 件のイベントを %1 に書き込みました。</numerusform>
            </translation>
        </message>
        <message>
            <source>The events could not be written to %1.</source>
            <translation>イベントを %1 に書き込めませんでした。</translation>
        </message>
        <message>
            <source>Filter: kind:state duration&gt;10ms words</source>
            <translation>フィルター: kind:state duration&gt;10ms 語句</translation>
        </message>
        <message>
            <source>Filter of the events</source>
            <translation>イベントのフィルター</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>重要度</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>すべて</translation>
        </message>
        <message>
            <source>Without noise</source>
            <translation>ノイズなし</translation>
        </message>
        <message>
            <source>Important only</source>
            <translation>重要のみ</translation>
        </message>
        <message>
            <source>More commands for events</source>
            <translation>イベントのその他のコマンド</translation>
        </message>
        <message>
            <source>Assembled from what the inspector pushes and from what you do here: Rivet has no feed of events.</source>
            <translation>インスペクターから届く内容と、ここで行った操作をまとめたものです。Rivet にはイベントのフィードがありません。</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message>
            <source>No actor chosen</source>
            <translation>アクターが選択されていません</translation>
        </message>
        <message>
            <source>Choose an actor to see what happens to it.</source>
            <translation>アクターを選ぶと、何が起きているかが表示されます。</translation>
        </message>
        <message>
            <source>No event matches</source>
            <translation>一致するイベントはありません</translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) are hidden by the filter.</source>
            <translation>
                <numerusform>%n 件のイベントがフィルターで非表示になっています。</numerusform>
            </translation>
        </message>
        <message>
            <source>The actor sleeps</source>
            <translation>アクターはスリープ中です</translation>
        </message>
        <message>
            <source>Nothing is heard of a sleeping actor, and looking does not wake it.</source>
            <translation>スリープ中のアクターからは何も届きません。表示してもアクターは起きません。</translation>
        </message>
        <message>
            <source>Nothing has happened yet</source>
            <translation>まだ何も起きていません</translation>
        </message>
        <message>
            <source>Changes of the state, connections, schedules and your own actions appear here as they are heard of.</source>
            <translation>状態の変更、接続、スケジュール、自分のアクションは、通知され次第ここに表示されます。</translation>
        </message>
        <message>
            <source>%1 of %2 events</source>
            <translation>%2 件中 %1 件のイベント</translation>
        </message>
        <message numerus="yes">
            <source>paused, %n wait(s)</source>
            <translation>
                <numerusform>一時停止中、%n 件が待機</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n older one(s) let go</source>
            <translation>
                <numerusform>古い %n 件を破棄</numerusform>
            </translation>
        </message>
        <message>
            <source>not connected, nothing is heard</source>
            <translation>未接続のため、何も届きません</translation>
        </message>
        <message>
            <source>asleep, nothing to hear</source>
            <translation>スリープ中のため、何も届きません</translation>
        </message>
        <message numerus="yes">
            <source>%n new</source>
            <comment>events</comment>
            <translation>
                <numerusform>新着 %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>最新</translation>
        </message>
        <message>
            <source>Choose a row first.</source>
            <translation>先に行を選んでください。</translation>
        </message>
        <message>
            <source>No cause is known.</source>
            <translation>原因は不明です。</translation>
        </message>
        <message>
            <source>No effect is known.</source>
            <translation>影響は不明です。</translation>
        </message>
        <message>
            <source>Events of the actor</source>
            <translation>アクターのイベント</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::JobsPage</name>
        <message>
            <source>On %1, namespace %2.</source>
            <translation>%1、名前空間 %2。</translation>
        </message>
        <message>
            <source>&amp;Wake sleeping actors to read their state</source>
            <translation>スリープ中のアクターを起こして状態を読み取る(&amp;W)</translation>
        </message>
        <message numerus="yes">
            <source>&amp;Keep a copy of each for %n day(s)</source>
            <translation>
                <numerusform>それぞれのコピーを %n 日間保管(&amp;K)</numerusform>
            </translation>
        </message>
        <message>
            <source>Actors that are meant</source>
            <translation>対象のアクター</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>ステータス</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>タイプ</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>number and status of actors</comment>
            <translation>%2: %1</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>ファイル(&amp;F)</translation>
        </message>
        <message>
            <source> at a time</source>
            <translation> 件同時</translation>
        </message>
        <message>
            <source>&amp;Up to</source>
            <translation>最大(&amp;U)</translation>
        </message>
        <message>
            <source>Type the &amp;namespace's name</source>
            <translation>名前空間の名前を入力(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Browse…</source>
            <translation>参照(&amp;B)…</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>one line of JSON for each actor</source>
            <translation>アクターごとに 1 行の JSON</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>ほか %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>Export Actors</source>
            <translation>アクターのエクスポート</translation>
        </message>
        <message>
            <source>JSON lines (*.jsonl)</source>
            <translation>JSON Lines (*.jsonl)</translation>
        </message>
        <message numerus="yes">
            <source>%n sleeping actor(s) will wake and run their code.</source>
            <translation>
                <numerusform>スリープ中のアクター %n 件が起き、コードを実行します。</numerusform>
            </translation>
        </message>
        <message>
            <source>There is no actor to do this to.</source>
            <translation>対象になるアクターがありません。</translation>
        </message>
        <message>
            <source>Choose a file first.</source>
            <translation>先にファイルを選んでください。</translation>
        </message>
        <message>
            <source>The file's folder does not exist.</source>
            <translation>ファイルのフォルダーが存在しません。</translation>
        </message>
        <message>
            <source>Type the namespace's name first.</source>
            <translation>先に名前空間の名前を入力してください。</translation>
        </message>
        <message>
            <source>Nothing is kept: this cannot be undone.</source>
            <translation>何も保管されません。この操作は取り消せません。</translation>
        </message>
        <message>
            <source>Of actors that do not run, only the record is kept.</source>
            <translation>実行中でないアクターは、レコードだけが保管されます。</translation>
        </message>
        <message numerus="yes">
            <source>Only the newest %n copies are kept.</source>
            <translation>
                <numerusform>最新のコピー %n 件だけが保管されます。</numerusform>
            </translation>
        </message>
        <message>
            <source>not known</source>
            <translation>不明</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>レコード</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>復元(&amp;R)</translation>
        </message>
        <message>
            <source>Make the actor again, with the key and state it had</source>
            <translation>以前のキーと状態でアクターを作り直す</translation>
        </message>
        <message>
            <source>&amp;Forget Copy</source>
            <translation>コピーを削除(&amp;F)</translation>
        </message>
        <message>
            <source>Remove the copy from this machine for good</source>
            <translation>コピーをこのコンピューターから完全に削除する</translation>
        </message>
        <message>
            <source>Copies of destroyed actors</source>
            <translation>破棄済みアクターのコピー</translation>
        </message>
        <message>
            <source>No destroyed actors</source>
            <translation>破棄済みアクターはありません</translation>
        </message>
        <message>
            <source>Actors that are destroyed with Rove leave a copy here for a while, from which they can be made again.</source>
            <translation>Rove で破棄したアクターは、しばらくの間ここにコピーが残り、そこから作り直せます。</translation>
        </message>
        <message>
            <source>State and record of the copy</source>
            <translation>コピーの状態とレコード</translation>
        </message>
        <message>
            <source>The copy cannot be read.</source>
            <translation>コピーを読み取れません。</translation>
        </message>
        <message>
            <source>No copy is chosen.</source>
            <translation>コピーが選択されていません。</translation>
        </message>
        <message>
            <source>Not connected.</source>
            <translation>接続されていません。</translation>
        </message>
        <message>
            <source>The connection is read-only.</source>
            <translation>この接続は読み取り専用です。</translation>
        </message>
        <message>
            <source>One is being restored.</source>
            <translation>別の復元が進行中です。</translation>
        </message>
        <message>
            <source>Restoring %1 failed. %2</source>
            <translation>%1 を復元できませんでした。%2</translation>
        </message>
        <message>
            <source>%1 was made again on %2.</source>
            <translation>%1 を %2 に作り直しました。</translation>
        </message>
        <message>
            <source>%1 was made again on %2, but without the state it had.</source>
            <translation>%1 を %2 に作り直しましたが、以前の状態は含まれていません。</translation>
        </message>
        <message>
            <source>The copy cannot be removed.</source>
            <translation>コピーを削除できません。</translation>
        </message>
        <message>
            <source>Onl&amp;y what failed</source>
            <translation>失敗のみ(&amp;Y)</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>進行状況</translation>
        </message>
        <message>
            <source>Log of the job</source>
            <translation>ジョブのログ</translation>
        </message>
        <message>
            <source>&amp;Results</source>
            <translation>結果(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Log</source>
            <translation>ログ(&amp;L)</translation>
        </message>
        <message>
            <source>What came of each item</source>
            <translation>各項目の結果</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>一時停止(&amp;P)</translation>
        </message>
        <message>
            <source>Start nothing more until it is resumed</source>
            <translation>再開するまで新たに開始しない</translation>
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation>再開(&amp;U)</translation>
        </message>
        <message>
            <source>Go on with the job</source>
            <translation>ジョブを続行する</translation>
        </message>
        <message>
            <source>&amp;Cancel Job</source>
            <translation>ジョブをキャンセル(&amp;C)</translation>
        </message>
        <message>
            <source>Start nothing more; what is under way ends</source>
            <translation>新たに開始しない(進行中のものは完了します)</translation>
        </message>
        <message>
            <source>Retry &amp;Failed</source>
            <translation>失敗分を再試行(&amp;F)</translation>
        </message>
        <message>
            <source>Do what failed or was cancelled again</source>
            <translation>失敗またはキャンセルされたものをもう一度実行する</translation>
        </message>
        <message>
            <source>&amp;Export Results…</source>
            <translation>結果をエクスポート(&amp;E)…</translation>
        </message>
        <message>
            <source>Write what came of each item to a CSV or JSON file</source>
            <translation>各項目の結果を CSV または JSON ファイルに書き出す</translation>
        </message>
        <message>
            <source>Clear F&amp;inished</source>
            <translation>終了分を消去(&amp;I)</translation>
        </message>
        <message>
            <source>Take jobs that are over off the list</source>
            <translation>終了したジョブを一覧から除く</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>No jobs</source>
            <translation>ジョブはありません</translation>
        </message>
        <message>
            <source>What takes long, such as putting many actors to sleep, appears here with its progress. Select several actors and choose a command to start one.</source>
            <translation>多数のアクターをスリープさせるなど、時間のかかる処理は進行状況とともにここに表示されます。複数のアクターを選択してコマンドを選ぶと、ジョブが始まります。</translation>
        </message>
        <message>
            <source>No job is chosen.</source>
            <translation>ジョブが選択されていません。</translation>
        </message>
        <message>
            <source>The job does not run.</source>
            <translation>ジョブは実行中ではありません。</translation>
        </message>
        <message>
            <source>The job is not paused.</source>
            <translation>ジョブは一時停止していません。</translation>
        </message>
        <message>
            <source>The job is over.</source>
            <translation>ジョブは終了しています。</translation>
        </message>
        <message>
            <source>Its connection was closed.</source>
            <translation>このジョブの接続は閉じられました。</translation>
        </message>
        <message>
            <source>Nothing failed.</source>
            <translation>失敗したものはありません。</translation>
        </message>
        <message>
            <source>No job is over.</source>
            <translation>終了したジョブはありません。</translation>
        </message>
        <message>
            <source>Export Results</source>
            <translation>結果のエクスポート</translation>
        </message>
        <message>
            <source>CSV (*.csv);;JSON (*.json)</source>
            <translation>CSV (*.csv);;JSON (*.json)</translation>
        </message>
        <message>
            <source>The results were written to %1.</source>
            <translation>結果を %1 に書き出しました。</translation>
        </message>
        <message>
            <source>The results could not be written to %1.</source>
            <translation>結果を %1 に書き出せませんでした。</translation>
        </message>
        <message>
            <source>Results and log</source>
            <translation>結果とログ</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Models</name>
        <message>
            <source>Created</source>
            <translation>作成</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>ステータス</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>プール</translation>
        </message>
        <message>
            <source>Datacenter</source>
            <translation>データセンター</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>ポリシー</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>開始</translation>
        </message>
        <message>
            <source>Slept</source>
            <translation>スリープ開始</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>エラー</translation>
        </message>
        <message>
            <source>Mark</source>
            <translation>マーク</translation>
        </message>
        <message>
            <source>created just now</source>
            <translation>たった今作成</translation>
        </message>
        <message numerus="yes">
            <source>created %n minute(s) ago</source>
            <translation>
                <numerusform>%n 分前に作成</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>created %n hour(s) ago</source>
            <translation>
                <numerusform>%n 時間前に作成</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>created %n day(s) ago</source>
            <translation>
                <numerusform>%n 日前に作成</numerusform>
            </translation>
        </message>
        <message>
            <source>pinned</source>
            <translation>ピン留め済み</translation>
        </message>
        <message>
            <source>marked %1</source>
            <translation>マーク: %1</translation>
        </message>
        <message>
            <source>State</source>
            <comment>kind of event</comment>
            <translation>状態</translation>
        </message>
        <message>
            <source>Connection</source>
            <comment>kind of event</comment>
            <translation>接続</translation>
        </message>
        <message>
            <source>Queue</source>
            <comment>kind of event</comment>
            <translation>キュー</translation>
        </message>
        <message>
            <source>Schedule</source>
            <comment>kind of event</comment>
            <translation>スケジュール</translation>
        </message>
        <message>
            <source>Lifecycle</source>
            <comment>kind of event</comment>
            <translation>ライフサイクル</translation>
        </message>
        <message>
            <source>Action</source>
            <comment>kind of event</comment>
            <translation>アクション</translation>
        </message>
        <message>
            <source>Edit</source>
            <comment>kind of event</comment>
            <translation>編集</translation>
        </message>
        <message>
            <source>Command</source>
            <comment>kind of event</comment>
            <translation>コマンド</translation>
        </message>
        <message>
            <source>Inspector</source>
            <comment>kind of event</comment>
            <translation>インスペクター</translation>
        </message>
        <message>
            <source>Error</source>
            <comment>kind of event</comment>
            <translation>エラー</translation>
        </message>
        <message>
            <source>Gap</source>
            <comment>kind of event: something is missing here</comment>
            <translation>欠落</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>起きたこと</translation>
        </message>
        <message>
            <source>What it is about</source>
            <translation>何に関するものか</translation>
        </message>
        <message>
            <source>How much it matters</source>
            <translation>重要度</translation>
        </message>
        <message>
            <source>The connection's ID</source>
            <translation>接続の ID</translation>
        </message>
        <message>
            <source>How long an action took</source>
            <translation>アクションの所要時間</translation>
        </message>
        <message>
            <source>When it was heard of</source>
            <translation>通知された日時</translation>
        </message>
        <message>
            <source>What went wrong</source>
            <translation>失敗したもの</translation>
        </message>
        <message>
            <source>What an action of yours brought about</source>
            <translation>自分の操作によって起きたもの</translation>
        </message>
        <message>
            <source>+%1 ms</source>
            <translation>+%1 ms</translation>
        </message>
        <message>
            <source>+%1 s</source>
            <translation>+%1 秒</translation>
        </message>
        <message>
            <source>+%1 min</source>
            <translation>+%1 分</translation>
        </message>
        <message>
            <source>+%1 h</source>
            <translation>+%1 時間</translation>
        </message>
        <message>
            <source>%1, failed</source>
            <comment>%1 is a kind of event</comment>
            <translation>%1、失敗</translation>
        </message>
        <message>
            <source>Time since the row above</source>
            <translation>上の行からの経過時間</translation>
        </message>
        <message>
            <source>Since start</source>
            <comment>column: time since the log began</comment>
            <translation>開始から</translation>
        </message>
        <message>
            <source>Time (%1)</source>
            <comment>column; %1 is the time zone</comment>
            <translation>時刻 (%1)</translation>
        </message>
        <message>
            <source>Kind</source>
            <comment>column</comment>
            <translation>種類</translation>
        </message>
        <message>
            <source>Summary</source>
            <comment>column</comment>
            <translation>概要</translation>
        </message>
        <message>
            <source>Connection</source>
            <comment>column</comment>
            <translation>接続</translation>
        </message>
        <message>
            <source>Duration</source>
            <comment>column</comment>
            <translation>所要時間</translation>
        </message>
        <message>
            <source>The inspector closed: the actor stopped.</source>
            <translation>インスペクターが閉じました: アクターが停止しました。</translation>
        </message>
        <message>
            <source>The inspector refused: %1</source>
            <translation>インスペクターが拒否しました: %1</translation>
        </message>
        <message>
            <source>The inspector connection was lost: %1</source>
            <translation>インスペクターとの接続が失われました: %1</translation>
        </message>
        <message>
            <source>The inspector connection was lost.</source>
            <translation>インスペクターとの接続が失われました。</translation>
        </message>
        <message>
            <source>Not connected from %1 to %2: what happened in between is missing</source>
            <translation>%1 から %2 まで未接続: その間の出来事は記録されていません</translation>
        </message>
        <message>
            <source>Inspector connected, protocol %1: connections %2, queue %3, schedules %4</source>
            <translation>インスペクター接続、プロトコル %1: 接続 %2、キュー %3、スケジュール %4</translation>
        </message>
        <message>
            <source>The server dropped events here: %1</source>
            <translation>サーバーがここでイベントを破棄しました: %1</translation>
        </message>
        <message>
            <source>The inspector reports: %1</source>
            <translation>インスペクターからの報告: %1</translation>
        </message>
        <message>
            <source>The state changed</source>
            <translation>状態が変わりました</translation>
        </message>
        <message>
            <source>The state was written anew, with the same values</source>
            <translation>状態が同じ値で書き直されました</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>切断</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>接続しました</translation>
        </message>
        <message>
            <source>Messages waiting: %1 → %2</source>
            <translation>待機中のメッセージ: %1 → %2</translation>
        </message>
        <message>
            <source>First look: %1. %2</source>
            <comment>%1 is a status, %2 a sentence</comment>
            <translation>最初の確認: %1。%2</translation>
        </message>
        <message>
            <source>%1 at %2</source>
            <comment>%1 is a moment in a life</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>%1 at %2: %3</source>
            <comment>%1 is a moment in a life</comment>
            <translation>%1 (%2): %3</translation>
        </message>
        <message>
            <source>the whole state</source>
            <translation>状態全体</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between changes in a list</comment>
            <translation>, </translation>
        </message>
        <message numerus="yes">
            <source>%1, and %n more</source>
            <comment>%1 is a list of changes</comment>
            <translation>
                <numerusform>%1、ほか %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 fired: ran %2</source>
            <translation>%1 が発火: %2 を実行しました</translation>
        </message>
        <message>
            <source>%1 was removed: would run %2</source>
            <translation>%1 が削除されました: %2 を実行する予定でした</translation>
        </message>
        <message numerus="yes">
            <source>Applied edits of %n path(s)</source>
            <translation>
                <numerusform>%n 個のパスの編集を適用しました</numerusform>
            </translation>
        </message>
        <message>
            <source>Wake</source>
            <comment>command to an actor</comment>
            <translation>起こす</translation>
        </message>
        <message>
            <source>Put to sleep</source>
            <comment>command to an actor</comment>
            <translation>スリープ</translation>
        </message>
        <message>
            <source>Reschedule</source>
            <comment>command to an actor</comment>
            <translation>再スケジュール</translation>
        </message>
        <message>
            <source>Destroy</source>
            <comment>command to an actor</comment>
            <translation>破棄</translation>
        </message>
        <message>
            <source>%1 is scheduled: runs %2 at %3</source>
            <translation>%1 を予定: %3 に %2 を実行します</translation>
        </message>
        <message>
            <source>%1 fired: ran %2, next at %3</source>
            <translation>%1 が発火: %2 を実行しました。次回は %3</translation>
        </message>
        <message>
            <source>%1 runs next at %2</source>
            <translation>%1 の次回実行: %2</translation>
        </message>
        <message>
            <source>Import State</source>
            <translation>状態のインポート</translation>
        </message>
        <message>
            <source>What the actor is doing</source>
            <translation>アクターの現在の動作</translation>
        </message>
        <message>
            <source>The actor's type</source>
            <translation>アクターのタイプ</translation>
        </message>
        <message>
            <source>The actor's key</source>
            <translation>アクターのキー</translation>
        </message>
        <message>
            <source>The actor's ID</source>
            <translation>アクターの ID</translation>
        </message>
        <message>
            <source>The runner pool it runs in</source>
            <translation>実行先のランナープール</translation>
        </message>
        <message>
            <source>The datacenter it is in</source>
            <translation>所在するデータセンター</translation>
        </message>
        <message>
            <source>What happens after a crash</source>
            <translation>クラッシュ後の動作</translation>
        </message>
        <message>
            <source>What it last failed with</source>
            <translation>最後に失敗した原因</translation>
        </message>
        <message>
            <source>Your colour for it</source>
            <translation>自分で付けた色</translation>
        </message>
        <message>
            <source>The first part of its key</source>
            <translation>キーの最初の部分</translation>
        </message>
        <message>
            <source>When it was created</source>
            <translation>作成された日時</translation>
        </message>
        <message>
            <source>When it started last</source>
            <translation>最後に起動した日時</translation>
        </message>
        <message>
            <source>When it fell asleep</source>
            <translation>スリープした日時</translation>
        </message>
        <message>
            <source>When it was destroyed</source>
            <translation>破棄された日時</translation>
        </message>
        <message>
            <source>When it is started again after a crash</source>
            <translation>クラッシュ後に再起動する日時</translation>
        </message>
        <message>
            <source>How long ago it was created</source>
            <translation>作成からの経過時間</translation>
        </message>
        <message>
            <source>Runs now</source>
            <translation>現在実行中</translation>
        </message>
        <message>
            <source>Crashed, or crashes again and again</source>
            <translation>クラッシュした、またはクラッシュを繰り返している</translation>
        </message>
        <message>
            <source>Starts, or waits for a runner</source>
            <translation>起動中、またはランナーを待っている</translation>
        </message>
        <message>
            <source>Is gone for good</source>
            <translation>完全に消えている</translation>
        </message>
        <message>
            <source>Pinned by you</source>
            <translation>自分でピン留めした</translation>
        </message>
        <message>
            <source>Red</source>
            <comment>mark</comment>
            <translation>赤</translation>
        </message>
        <message>
            <source>Orange</source>
            <comment>mark</comment>
            <translation>オレンジ</translation>
        </message>
        <message>
            <source>Yellow</source>
            <comment>mark</comment>
            <translation>黄</translation>
        </message>
        <message>
            <source>Green</source>
            <comment>mark</comment>
            <translation>緑</translation>
        </message>
        <message>
            <source>Blue</source>
            <comment>mark</comment>
            <translation>青</translation>
        </message>
        <message>
            <source>Purple</source>
            <comment>mark</comment>
            <translation>紫</translation>
        </message>
        <message>
            <source>None</source>
            <comment>mark</comment>
            <translation>なし</translation>
        </message>
        <message>
            <source>Running</source>
            <comment>actor status</comment>
            <translation>実行中</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <comment>actor status</comment>
            <translation>破棄済み</translation>
        </message>
        <message>
            <source>Crashed</source>
            <comment>actor status</comment>
            <translation>クラッシュ</translation>
        </message>
        <message>
            <source>Crash loop</source>
            <comment>actor status</comment>
            <translation>クラッシュループ</translation>
        </message>
        <message>
            <source>Pending</source>
            <comment>actor status</comment>
            <translation>待機中</translation>
        </message>
        <message>
            <source>Sleeping</source>
            <comment>actor status</comment>
            <translation>スリープ中</translation>
        </message>
        <message>
            <source>Starting</source>
            <comment>actor status</comment>
            <translation>起動中</translation>
        </message>
        <message>
            <source>Unknown</source>
            <comment>actor status</comment>
            <translation>不明</translation>
        </message>
        <message>
            <source>Runs since %1.</source>
            <translation>%1 から実行中です。</translation>
        </message>
        <message>
            <source>Destroyed at %1.</source>
            <translation>%1 に破棄されました。</translation>
        </message>
        <message>
            <source>Stopped by an error: %1</source>
            <comment>%1 is the server's word</comment>
            <translation>エラーで停止しました: %1</translation>
        </message>
        <message>
            <source>Crashed repeatedly; started again at %1.</source>
            <translation>クラッシュを繰り返しています。次の起動は %1 です。</translation>
        </message>
        <message>
            <source>Waits for a runner with room: %1</source>
            <comment>%1 is the server's word</comment>
            <translation>空きのあるランナーを待っています: %1</translation>
        </message>
        <message>
            <source>Waits for a runner since %1.</source>
            <translation>%1 からランナーを待っています。</translation>
        </message>
        <message>
            <source>Sleeps since %1. A request wakes it.</source>
            <translation>%1 からスリープ中です。リクエストで起きます。</translation>
        </message>
        <message>
            <source>Created at %1 and not ready yet.</source>
            <translation>%1 に作成され、まだ準備ができていません。</translation>
        </message>
        <message>
            <source>Without its state, as it does not run.</source>
            <translation>実行中でないため、状態は含まれません。</translation>
        </message>
        <message>
            <source>It has no state.</source>
            <translation>状態がありません。</translation>
        </message>
        <message>
            <source>Without its state, which could not be read.</source>
            <translation>状態を読み取れなかったため、含まれません。</translation>
        </message>
        <message numerus="yes">
            <source>Wake %n Actor(s)</source>
            <translation>
                <numerusform>アクター %n 件を起こす</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Sleep %n Actor(s)</source>
            <translation>
                <numerusform>アクター %n 件をスリープ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reschedule %n Actor(s)</source>
            <translation>
                <numerusform>アクター %n 件を再スケジュール</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Destroy %n Actor(s)</source>
            <translation>
                <numerusform>アクター %n 件を破棄</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Export %n Actor(s)</source>
            <translation>
                <numerusform>アクター %n 件をエクスポート</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Wake %n actor(s)</source>
            <translation>
                <numerusform>アクター %n 件を起こす</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Put %n actor(s) to sleep</source>
            <translation>
                <numerusform>アクター %n 件をスリープ</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reschedule %n actor(s)</source>
            <translation>
                <numerusform>アクター %n 件を再スケジュール</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Destroy %n actor(s)</source>
            <translation>
                <numerusform>アクター %n 件を破棄</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Export %n actor(s)</source>
            <translation>
                <numerusform>アクター %n 件をエクスポート</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: running already.</source>
            <translation>
                <numerusform>%n 件を除外: すでに実行中です。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: asleep already.</source>
            <translation>
                <numerusform>%n 件を除外: すでにスリープ中です。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: asleep, so there is nothing to move.</source>
            <translation>
                <numerusform>%n 件を除外: スリープ中のため、移動するものがありません。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: destroyed.</source>
            <translation>
                <numerusform>%n 件を除外: 破棄済みです。</numerusform>
            </translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Changing the state</source>
            <translation>状態の変更</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>アクション</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>Queue size</source>
            <translation>キューのサイズ</translation>
        </message>
        <message>
            <source>Queue messages</source>
            <translation>キューのメッセージ</translation>
        </message>
        <message>
            <source>Changing the queue</source>
            <translation>キューの変更</translation>
        </message>
        <message>
            <source>Workflow history</source>
            <translation>ワークフローの履歴</translation>
        </message>
        <message>
            <source>Workflow replay</source>
            <translation>ワークフローのリプレイ</translation>
        </message>
        <message>
            <source>Database tables</source>
            <translation>データベースのテーブル</translation>
        </message>
        <message>
            <source>Database rows</source>
            <translation>データベースの行</translation>
        </message>
        <message>
            <source>Database statements</source>
            <translation>データベースのステートメント</translation>
        </message>
        <message>
            <source>Traces</source>
            <translation>トレース</translation>
        </message>
        <message>
            <source>Custom tabs</source>
            <translation>カスタムタブ</translation>
        </message>
        <message>
            <source>Schedules</source>
            <translation>スケジュール</translation>
        </message>
        <message>
            <source>Schedule history</source>
            <translation>スケジュールの履歴</translation>
        </message>
        <message>
            <source>Deleting schedules</source>
            <translation>スケジュールの削除</translation>
        </message>
        <message>
            <source>%1: needs RivetKit %2; this actor runs an older one (inspector protocol %3).</source>
            <translation>%1: RivetKit %2 が必要です。このアクターはより古いバージョンを使っています (インスペクタープロトコル %3)。</translation>
        </message>
        <message>
            <source>%1: needs RivetKit %2; this actor runs %3.</source>
            <translation>%1: RivetKit %2 が必要です。このアクターは %3 を使っています。</translation>
        </message>
        <message>
            <source>Caused by</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>The engine says</source>
            <translation>エンジンの報告</translation>
        </message>
        <message>
            <source>Production is never asked before you connect.</source>
            <translation>本番環境には、接続するまで問い合わせません。</translation>
        </message>
        <message>
            <source>It needs a secret, so it is not asked before you connect.</source>
            <translation>シークレットが必要なため、接続するまで問い合わせません。</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>エンドポイント</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>環境</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>バージョン</translation>
        </message>
        <message>
            <source>Round trip</source>
            <translation>往復時間</translation>
        </message>
        <message>
            <source>Last used</source>
            <translation>最終使用</translation>
        </message>
        <message>
            <source>Development</source>
            <translation>開発</translation>
        </message>
        <message>
            <source>Staging</source>
            <translation>ステージング</translation>
        </message>
        <message>
            <source>Production</source>
            <translation>本番</translation>
        </message>
        <message>
            <source>Not asked</source>
            <translation>未確認</translation>
        </message>
        <message>
            <source>Asking…</source>
            <translation>確認中…</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>オンライン</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>オフライン</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>接続中</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>青</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>青緑</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>緑</translation>
        </message>
        <message>
            <source>Olive</source>
            <translation>オリーブ</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>オレンジ</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>赤</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>ピンク</translation>
        </message>
        <message>
            <source>Purple</source>
            <translation>紫</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>たった今</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>%n 分前</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>%n 時間前</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>%n 日前</numerusform>
            </translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>読み取り専用</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>タイプ</translation>
        </message>
        <message>
            <source>Kept</source>
            <comment>state of an actor</comment>
            <translation>保管済み</translation>
        </message>
        <message>
            <source>Not known</source>
            <comment>state of an actor</comment>
            <translation>不明</translation>
        </message>
        <message>
            <source>From</source>
            <translation>元の場所</translation>
        </message>
        <message>
            <source>What a row is, like is:%1</source>
            <translation>行の性質 (例: is:%1)</translation>
        </message>
        <message>
            <source>What a row has, like has:%1</source>
            <translation>行が持つもの (例: has:%1)</translation>
        </message>
        <message>
            <source>for example</source>
            <translation>例</translation>
        </message>
        <message numerus="yes">
            <source>A filter has at most %n character(s).</source>
            <translation>
                <numerusform>フィルターは最大 %n 文字です。</numerusform>
            </translation>
        </message>
        <message>
            <source>After “-” comes what must not match, like -status:running.</source>
            <translation>「-」の後には一致してはならないものを書きます。例: -status:running</translation>
        </message>
        <message numerus="yes">
            <source>A filter has at most %n term(s).</source>
            <translation>
                <numerusform>フィルターの条件は最大 %n 個です。</numerusform>
            </translation>
        </message>
        <message>
            <source>A space is missing after the closing sign.</source>
            <translation>閉じ記号の後に空白がありません。</translation>
        </message>
        <message>
            <source>There is nothing between the quotes.</source>
            <translation>引用符の間に何もありません。</translation>
        </message>
        <message>
            <source>“%1” takes a colon: %1:name.</source>
            <translation>「%1」にはコロンが必要です: %1:name</translation>
        </message>
        <message>
            <source>There is no field “%1”. To search for the text itself, put it in quotes. Fields: %2.</source>
            <translation>フィールド「%1」はありません。そのままの文字列を検索するには、引用符で囲んでください。フィールド: %2。</translation>
        </message>
        <message numerus="yes">
            <source>A term has at most %n value(s).</source>
            <translation>
                <numerusform>1 つの条件の値は最大 %n 個です。</numerusform>
            </translation>
        </message>
        <message>
            <source>A comma or a space is missing after the closing sign.</source>
            <translation>閉じ記号の後にコンマまたは空白がありません。</translation>
        </message>
        <message>
            <source>A value is missing here.</source>
            <translation>ここに値がありません。</translation>
        </message>
        <message>
            <source>The closing quotation mark is missing.</source>
            <translation>閉じ引用符がありません。</translation>
        </message>
        <message numerus="yes">
            <source>A pattern has at most %n character(s).</source>
            <translation>
                <numerusform>パターンは最大 %n 文字です。</numerusform>
            </translation>
        </message>
        <message>
            <source>This is no regular expression: %1</source>
            <translation>正規表現ではありません: %1</translation>
        </message>
        <message>
            <source>“%1” is nothing that can be asked for here. There are: %2.</source>
            <translation>「%1」はここでは指定できません。使えるもの: %2。</translation>
        </message>
        <message>
            <source>“%1” is text: use %1:word or %1~part.</source>
            <translation>「%1」は文字列です。%1:単語 または %1~部分 を使ってください。</translation>
        </message>
        <message>
            <source>“%1” is no text: use %1&gt;%2, %1&lt;%2 or %1:%2.</source>
            <translation>「%1」は文字列ではありません。%1&gt;%2、%1&lt;%2 または %1:%2 を使ってください。</translation>
        </message>
        <message>
            <source>“%1” is written like %2.</source>
            <translation>「%1」は次のように書きます: %2</translation>
        </message>
        <message>
            <source>“%1” is no %2. There are: %3.</source>
            <translation>「%1」は %2 の値ではありません。使えるもの: %3。</translation>
        </message>
        <message numerus="yes">
            <source>Started: %n item(s), up to %1 at a time.</source>
            <translation>
                <numerusform>開始しました: %n 項目、同時に最大 %1 件。</numerusform>
            </translation>
        </message>
        <message>
            <source>Paused.</source>
            <translation>一時停止しました。</translation>
        </message>
        <message>
            <source>Resumed.</source>
            <translation>再開しました。</translation>
        </message>
        <message numerus="yes">
            <source>Cancelled; waiting for %n item(s) under way.</source>
            <translation>
                <numerusform>キャンセルしました。進行中の %n 項目を待っています。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Started again with %n item(s).</source>
            <translation>
                <numerusform>%n 項目で再び開始しました。</numerusform>
            </translation>
        </message>
        <message>
            <source>Paused, as nothing gets done: %1</source>
            <translation>処理が進まないため一時停止しました: %1</translation>
        </message>
        <message>
            <source>%1 The next try is in %2.</source>
            <translation>%1 次の試行は %2 後です。</translation>
        </message>
        <message>
            <source>The connection was closed before the answer came.</source>
            <translation>応答が届く前に接続が閉じられました。</translation>
        </message>
        <message>
            <source>The connection was closed.</source>
            <translation>接続が閉じられました。</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>項目</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Tries</source>
            <translation>試行</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>時間</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>対象</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>進行状況</translation>
        </message>
        <message>
            <source>Running</source>
            <comment>job</comment>
            <translation>実行中</translation>
        </message>
        <message>
            <source>Paused</source>
            <comment>job</comment>
            <translation>一時停止中</translation>
        </message>
        <message>
            <source>Cancelling</source>
            <comment>job</comment>
            <translation>キャンセル中</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>job</comment>
            <translation>完了</translation>
        </message>
        <message>
            <source>Failed in part</source>
            <comment>job</comment>
            <translation>一部失敗</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <comment>job</comment>
            <translation>キャンセル済み</translation>
        </message>
        <message>
            <source>Waiting</source>
            <comment>job item</comment>
            <translation>待機中</translation>
        </message>
        <message>
            <source>Running</source>
            <comment>job item</comment>
            <translation>実行中</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>job item</comment>
            <translation>完了</translation>
        </message>
        <message>
            <source>Failed</source>
            <comment>job item</comment>
            <translation>失敗</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <comment>job item</comment>
            <translation>キャンセル済み</translation>
        </message>
        <message>
            <source>%1 done</source>
            <translation>%1 件完了</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 件失敗</translation>
        </message>
        <message>
            <source>%1 cancelled</source>
            <translation>%1 件キャンセル</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 時間 %2 分</translation>
        </message>
        <message>
            <source>%1 a second, %2 left</source>
            <translation>毎秒 %1 件、残り %2</translation>
        </message>
        <message>
            <source>Created</source>
            <comment>moment in an actor's life</comment>
            <translation>作成</translation>
        </message>
        <message>
            <source>Waited for a runner</source>
            <comment>moment in an actor's life</comment>
            <translation>ランナーを待機</translation>
        </message>
        <message>
            <source>Woke</source>
            <comment>moment in an actor's life</comment>
            <translation>起動</translation>
        </message>
        <message>
            <source>Fell asleep</source>
            <comment>moment in an actor's life</comment>
            <translation>スリープ</translation>
        </message>
        <message>
            <source>Crashed</source>
            <comment>moment in an actor's life</comment>
            <translation>クラッシュ</translation>
        </message>
        <message>
            <source>Started again</source>
            <comment>moment in an actor's life</comment>
            <translation>再起動</translation>
        </message>
        <message>
            <source>Next try</source>
            <comment>moment in an actor's life</comment>
            <translation>次の試行</translation>
        </message>
        <message>
            <source>Moved</source>
            <comment>moment in an actor's life</comment>
            <translation>移動</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <comment>moment in an actor's life</comment>
            <translation>破棄</translation>
        </message>
        <message>
            <source>pool %1 in %2</source>
            <comment>where an actor moved to</comment>
            <translation>%2 のプール %1</translation>
        </message>
        <message>
            <source>Display name</source>
            <translation>表示名</translation>
        </message>
        <message>
            <source>The pool %1 reports an error: %2.</source>
            <translation>プール %1 がエラーを報告しています: %2。</translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) wait for the pool %1, which has no runner.</source>
            <translation>
                <numerusform>アクター %n 件が、ランナーのないプール %1 を待っています。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) wait for room in the pool %1.</source>
            <translation>
                <numerusform>アクター %n 件が、プール %1 の空きを待っています。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) of the type %1 crash again and again.</source>
            <translation>
                <numerusform>タイプ %1 のアクター %n 件がクラッシュを繰り返しています。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s) of the pool %1 do not answer.</source>
            <translation>
                <numerusform>プール %1 のランナー %n 件が応答していません。</numerusform>
            </translation>
        </message>
        <message>
            <source>Namespace</source>
            <translation>名前空間</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>レベル</translation>
        </message>
        <message>
            <source>%1 (%2 times)</source>
            <translation>%1 (%2 回)</translation>
        </message>
        <message>
            <source>About</source>
            <translation>関連</translation>
        </message>
        <message>
            <source>When</source>
            <translation>日時</translation>
        </message>
        <message>
            <source>Information</source>
            <translation>情報</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>警告</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n row(s)</source>
            <translation>
                <numerusform>%1、%n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>A copy with its state is kept.</source>
            <translation>状態を含むコピーが保管されています。</translation>
        </message>
        <message>
            <source>A copy with the state heard last is kept.</source>
            <translation>最後に届いた状態を含むコピーが保管されています。</translation>
        </message>
        <message>
            <source>A copy is kept; the actor had no state.</source>
            <translation>コピーが保管されています。アクターに状態はありませんでした。</translation>
        </message>
        <message>
            <source>A copy of its record is kept; it slept, so its state is not known.</source>
            <translation>レコードのコピーが保管されています。スリープ中だったため、状態は不明です。</translation>
        </message>
        <message>
            <source>A copy of its record is kept; its state could not be read.</source>
            <translation>レコードのコピーが保管されています。状態は読み取れませんでした。</translation>
        </message>
        <message>
            <source>It was gone already.</source>
            <translation>すでに存在しませんでした。</translation>
        </message>
        <message>
            <source>General</source>
            <translation>一般</translation>
        </message>
        <message>
            <source>Start the local engine with the program</source>
            <translation>プログラムと同時にローカルエンジンを起動</translation>
        </message>
        <message>
            <source>The engine inside this program runs as soon as a window is open.</source>
            <translation>ウィンドウが開くと、このプログラム内のエンジンが動作します。</translation>
        </message>
        <message>
            <source>Connect to the local engine when it starts</source>
            <translation>ローカルエンジンの起動時に接続</translation>
        </message>
        <message>
            <source>A window without a connection opens the local engine by itself.</source>
            <translation>接続のないウィンドウは、自動的にローカルエンジンを開きます。</translation>
        </message>
        <message>
            <source>Open what was open last time</source>
            <translation>前回開いていたものを開く</translation>
        </message>
        <message>
            <source>Windows, connections, tabs and filters come back at the next start.</source>
            <translation>ウィンドウ、接続、タブ、フィルターが次回の起動時に復元されます。</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>外観</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>配色</translation>
        </message>
        <message>
            <source>Light or dark, or whichever the desktop uses.</source>
            <translation>ライト、ダーク、またはデスクトップの設定に合わせます。</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>システムに合わせる</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>ライト</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>ダーク</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>ハイコントラスト</translation>
        </message>
        <message>
            <source>Leaves the system's colours as they are and tints nothing.</source>
            <translation>システムの色をそのまま使い、色付けをしません。</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>表示密度</translation>
        </message>
        <message>
            <source>How high the rows of lists are.</source>
            <translation>一覧の行の高さです。</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>コンパクト</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>標準</translation>
        </message>
        <message>
            <source>Comfortable</source>
            <translation>ゆったり</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>ズーム</translation>
        </message>
        <message>
            <source>The size of all text and rows.</source>
            <translation>すべての文字と行の大きさです。</translation>
        </message>
        <message>
            <source>Reduce motion</source>
            <translation>動きを減らす</translation>
        </message>
        <message>
            <source>Nothing moves by itself; what is busy says so standing still.</source>
            <translation>自動で動くものをなくし、処理中の表示も静止させます。</translation>
        </message>
        <message>
            <source>Show times in UTC</source>
            <translation>時刻を UTC で表示</translation>
        </message>
        <message>
            <source>Moments are shown in UTC instead of this machine's time zone.</source>
            <translation>日時をこのコンピューターのタイムゾーンではなく UTC で表示します。</translation>
        </message>
        <message>
            <source>Narrow navigation</source>
            <translation>ナビゲーションを狭くする</translation>
        </message>
        <message>
            <source>The navigation shows icons only, however wide the window is.</source>
            <translation>ウィンドウの幅にかかわらず、ナビゲーションにはアイコンだけを表示します。</translation>
        </message>
        <message>
            <source>Ask before connecting to production again</source>
            <translation>本番環境への再接続前に確認</translation>
        </message>
        <message>
            <source>A restored production connection waits for one click.</source>
            <translation>復元された本番環境への接続は、クリックされるまで待ちます。</translation>
        </message>
        <message>
            <source>Look for engines on this machine</source>
            <translation>このコンピューターのエンジンを探す</translation>
        </message>
        <message>
            <source>The start page lists engines that answer on local ports.</source>
            <translation>ローカルポートで応答するエンジンをスタートページに一覧表示します。</translation>
        </message>
        <message>
            <source>Recent places</source>
            <translation>最近の場所</translation>
        </message>
        <message>
            <source>How many namespaces and actors the start page remembers.</source>
            <translation>スタートページが記憶する名前空間とアクターの数です。</translation>
        </message>
        <message>
            <source>Live and limits</source>
            <translation>ライブと上限</translation>
        </message>
        <message>
            <source>Refresh the list of actors every</source>
            <translation>アクター一覧の更新間隔</translation>
        </message>
        <message>
            <source>A longer time asks less of the engine.</source>
            <translation>間隔を長くすると、エンジンの負荷が減ります。</translation>
        </message>
        <message>
            <source> s</source>
            <comment>seconds</comment>
            <translation> 秒</translation>
        </message>
        <message>
            <source>Actors open at once, per connection</source>
            <translation>接続ごとに同時に開くアクター数</translation>
        </message>
        <message>
            <source>Beyond this the tab not used for longest closes, unless it has edits.</source>
            <translation>これを超えると、編集がない限り、最も長く使っていないタブが閉じます。</translation>
        </message>
        <message>
            <source>Let go of an unused preview after</source>
            <translation>使っていないプレビューを閉じるまでの時間</translation>
        </message>
        <message>
            <source>An actor that was only looked at is closed, so that it can sleep.</source>
            <translation>表示しただけのアクターは、スリープできるように閉じられます。</translation>
        </message>
        <message>
            <source> min</source>
            <comment>minutes</comment>
            <translation> 分</translation>
        </message>
        <message>
            <source>State editor</source>
            <translation>状態エディター</translation>
        </message>
        <message>
            <source>Show a state first as</source>
            <translation>状態の最初の表示形式</translation>
        </message>
        <message>
            <source>Which view an actor opens with; each tab remembers what it showed.</source>
            <translation>アクターを開いたときの表示です。各タブは最後の表示を記憶します。</translation>
        </message>
        <message>
            <source>Tree</source>
            <translation>ツリー</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>REPL</source>
            <translation>コンソール (REPL)</translation>
        </message>
        <message>
            <source>Enter runs the input</source>
            <translation>Enter で入力を実行</translation>
        </message>
        <message>
            <source>Shift+Enter begins a new line; otherwise Ctrl+Enter runs.</source>
            <translation>Shift+Enter で改行します。オフの場合は Ctrl+Enter で実行します。</translation>
        </message>
        <message>
            <source>Remember what was run</source>
            <translation>実行したものを記憶</translation>
        </message>
        <message>
            <source>Without it the history ends with the program, and what was kept is deleted.</source>
            <translation>オフにすると、履歴はプログラムの終了時に消え、保存済みの履歴も削除されます。</translation>
        </message>
        <message>
            <source>Remember unfinished input</source>
            <translation>未実行の入力を記憶</translation>
        </message>
        <message>
            <source>What was typed and not run comes back with the session.</source>
            <translation>入力して実行しなかったものが、セッションとともに復元されます。</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Say new ones in the status bar</source>
            <translation>新しい通知をステータスバーに表示</translation>
        </message>
        <message>
            <source>A new notification is shown there for a moment; the list has it anyway.</source>
            <translation>新しい通知がしばらく表示されます。一覧には常に残ります。</translation>
        </message>
        <message>
            <source>Keep at most</source>
            <translation>保持する最大数</translation>
        </message>
        <message>
            <source>Older notifications make room for new ones.</source>
            <translation>新しい通知が来ると、古い通知から消えます。</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n 分</numerusform>
            </translation>
        </message>
        <message>
            <source>Privacy and safety</source>
            <translation>プライバシーと安全</translation>
        </message>
        <message>
            <source>Allow changes in production for</source>
            <translation>本番環境での変更を許可する時間</translation>
        </message>
        <message>
            <source>What the dialog offers first; afterwards it is read-only again.</source>
            <translation>ダイアログで最初に提示される時間です。経過後は再び読み取り専用になります。</translation>
        </message>
        <message>
            <source>Keep edits that are not applied</source>
            <translation>適用していない編集を保持</translation>
        </message>
        <message>
            <source>They are written to the session file, readable by you alone.</source>
            <translation>自分だけが読めるセッションファイルに書き込まれます。</translation>
        </message>
        <message>
            <source>Time to undo destroying a local actor</source>
            <translation>ローカルアクターの破棄を取り消せる時間</translation>
        </message>
        <message>
            <source>So long nothing is sent; with none it is destroyed at once.</source>
            <translation>この間は何も送信されません。時間がない場合はすぐに破棄されます。</translation>
        </message>
        <message>
            <source>Keep copies of destroyed actors</source>
            <translation>破棄したアクターのコピーを保管</translation>
        </message>
        <message>
            <source>Before an actor is destroyed from here, its state is written to a file.</source>
            <translation>ここからアクターを破棄する前に、状態がファイルに書き込まれます。</translation>
        </message>
        <message>
            <source>Keep versions of states on disk</source>
            <translation>状態のバージョンをディスクに保持</translation>
        </message>
        <message>
            <source>Every state an opened actor had is kept; otherwise until the tab closes.</source>
            <translation>開いたアクターのすべての状態を保持します。オフの場合はタブを閉じるまでです。</translation>
        </message>
        <message>
            <source>Remember recent places</source>
            <translation>最近の場所を記憶</translation>
        </message>
        <message>
            <source>The names of actors and namespaces opened last are written to a file.</source>
            <translation>最近開いたアクターと名前空間の名前がファイルに書き込まれます。</translation>
        </message>
        <message>
            <source>Restore Edits</source>
            <translation>編集の復元</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <translation>%1 の編集</translation>
        </message>
        <message>
            <source>Add %1</source>
            <translation>%1 の追加</translation>
        </message>
        <message>
            <source>Delete %1</source>
            <translation>%1 の削除</translation>
        </message>
        <message>
            <source>Restore Version %1</source>
            <translation>バージョン %1 の復元</translation>
        </message>
        <message>
            <source>Its crash policy is restart, so the engine starts it again, waiting longer each time.</source>
            <translation>クラッシュポリシーが restart のため、エンジンは待ち時間を延ばしながら再起動します。</translation>
        </message>
        <message>
            <source>Its crash policy is sleep, so it stays down until a request or an alarm wakes it.</source>
            <translation>クラッシュポリシーが sleep のため、リクエストかアラームで起きるまで停止したままです。</translation>
        </message>
        <message>
            <source>Its crash policy is destroy, so it does not come back.</source>
            <translation>クラッシュポリシーが destroy のため、元に戻りません。</translation>
        </message>
        <message>
            <source>Correct the cause, then create the actor anew with the same key.</source>
            <translation>原因を直してから、同じキーでアクターを作り直してください。</translation>
        </message>
        <message>
            <source>Read the text below, correct the cause in the actor, then wake it.</source>
            <translation>下のテキストを読み、アクターの原因を直してから起こしてください。</translation>
        </message>
        <message>
            <source>The pool cannot start actors: %1. While that lasts, its error stands in place of the actor's own.</source>
            <translation>プールはアクターを起動できません: %1。この間は、アクター自身のエラーの代わりにプールのエラーが表示されます。</translation>
        </message>
        <message>
            <source>A runner has started it and says that it is ready for requests.</source>
            <translation>ランナーが起動し、リクエストを受け付けられると報告しています。</translation>
        </message>
        <message>
            <source>Nothing needs to be done.</source>
            <translation>対応は不要です。</translation>
        </message>
        <message>
            <source>It ended with an error and was destroyed.</source>
            <translation>エラーで終了し、破棄されました。</translation>
        </message>
        <message>
            <source>It was destroyed: by a request, by ending itself, or by its crash policy. Its data is gone.</source>
            <translation>リクエスト、自身の終了、またはクラッシュポリシーによって破棄されました。データは失われています。</translation>
        </message>
        <message>
            <source>Create a new actor with the same key if it is still wanted.</source>
            <translation>まだ必要な場合は、同じキーで新しいアクターを作成してください。</translation>
        </message>
        <message>
            <source>It ended with an error of its own code.</source>
            <translation>自身のコードのエラーで終了しました。</translation>
        </message>
        <message>
            <source>The process that ran it stopped answering, so the engine counts the actor as lost.</source>
            <translation>実行していたプロセスが応答しなくなったため、エンジンはアクターが失われたとみなしています。</translation>
        </message>
        <message>
            <source>Look whether that process died or lost its network; then wake the actor.</source>
            <translation>そのプロセスが終了したか、ネットワークが切れたかを確認してから、アクターを起こしてください。</translation>
        </message>
        <message>
            <source>Its runner was shut down and the actor did not stop within the grace period.</source>
            <translation>ランナーが終了しましたが、アクターは猶予期間内に停止しませんでした。</translation>
        </message>
        <message>
            <source>Let actions end sooner, or lengthen the pool's grace period; then wake the actor.</source>
            <translation>アクションを早く終えるようにするか、プールの猶予期間を延ばしてから、アクターを起こしてください。</translation>
        </message>
        <message>
            <source>its endpoint answers with an HTTP error</source>
            <translation>エンドポイントが HTTP エラーを返しています</translation>
        </message>
        <message>
            <source>Open the pool's URL and read its answer; check the headers and the deployment.</source>
            <translation>プールの URL を開いて応答を読み、ヘッダーとデプロイを確認してください。</translation>
        </message>
        <message>
            <source>its endpoint cannot be reached</source>
            <translation>エンドポイントに接続できません</translation>
        </message>
        <message>
            <source>Check that the endpoint runs and that the engine can reach its URL.</source>
            <translation>エンドポイントが動作し、エンジンからその URL に到達できるか確認してください。</translation>
        </message>
        <message>
            <source>its endpoint answers, but not as RivetKit does</source>
            <translation>エンドポイントは応答していますが、RivetKit の応答ではありません</translation>
        </message>
        <message>
            <source>Check the path in the pool's URL; it usually ends in /api/rivet.</source>
            <translation>プールの URL のパスを確認してください。通常は /api/rivet で終わります。</translation>
        </message>
        <message>
            <source>its endpoint ends each request too early</source>
            <translation>エンドポイントがリクエストを早く終了しすぎています</translation>
        </message>
        <message>
            <source>Make the request's lifespan in the pool shorter than the platform's own limit.</source>
            <translation>プールのリクエスト有効期間を、プラットフォームの上限より短くしてください。</translation>
        </message>
        <message>
            <source>its runners are of an older version than before</source>
            <translation>ランナーのバージョンが以前より古くなっています</translation>
        </message>
        <message>
            <source>Deploy a version at least as high as the last one.</source>
            <translation>前回以上のバージョンをデプロイしてください。</translation>
        </message>
        <message>
            <source>the engine reports an error of its own</source>
            <translation>エンジンが自身のエラーを報告しています</translation>
        </message>
        <message>
            <source>Read the engine's log.</source>
            <translation>エンジンのログを読んでください。</translation>
        </message>
        <message>
            <source>As many actors run as the pool allows at once. The engine tries again by itself.</source>
            <translation>プールが同時に許可する上限までアクターが動作しています。エンジンが自動的に再試行します。</translation>
        </message>
        <message>
            <source>Put actors to sleep, or raise the pool's highest number of actors.</source>
            <translation>アクターをスリープさせるか、プールのアクター数の上限を上げてください。</translation>
        </message>
        <message>
            <source>The engine failed while it started the actor.</source>
            <translation>エンジンがアクターの起動中に失敗しました。</translation>
        </message>
        <message>
            <source>Read the engine's log, then wake the actor.</source>
            <translation>エンジンのログを読んでから、アクターを起こしてください。</translation>
        </message>
        <message>
            <source>It failed again soon after it was started, so the engine waits before the next try: 2 s, then twice as long each time, up to about 9 minutes. Ten quiet minutes reset that.</source>
            <translation>起動後すぐに再び失敗したため、エンジンは次の試行まで待ちます。2 秒から始まり、毎回 2 倍になり、最大で約 9 分です。10 分間問題がなければリセットされます。</translation>
        </message>
        <message>
            <source>Correct the cause. Rescheduling starts the actor at once instead of waiting.</source>
            <translation>原因を直してください。再スケジュールすると、待たずにすぐ起動します。</translation>
        </message>
        <message>
            <source>Nothing is known of a pool %1 here: it is not configured and no runner of that name is connected.</source>
            <translation>プール %1 はここでは不明です。設定されておらず、その名前のランナーも接続されていません。</translation>
        </message>
        <message>
            <source>Start a runner for this pool, or create the actor in a pool that exists.</source>
            <translation>このプールのランナーを起動するか、既存のプールでアクターを作成してください。</translation>
        </message>
        <message>
            <source>No runner of its pool is connected, so there is nowhere to start it.</source>
            <translation>プールのランナーが 1 つも接続されていないため、起動する場所がありません。</translation>
        </message>
        <message>
            <source>Start your application with this engine's endpoint; the actor starts by itself then.</source>
            <translation>このエンジンのエンドポイントを指定してアプリケーションを起動してください。アクターは自動的に起動します。</translation>
        </message>
        <message>
            <source>Every runner of its pool is shutting down, and such runners take no new actors.</source>
            <translation>プールのすべてのランナーが終了処理中で、新しいアクターを受け付けません。</translation>
        </message>
        <message>
            <source>Start a new runner, or wait for the next version to connect.</source>
            <translation>新しいランナーを起動するか、次のバージョンの接続を待ってください。</translation>
        </message>
        <message>
            <source>No runner of its pool has answered within the last 10 s; silent ones get no actors.</source>
            <translation>プールのどのランナーも直近 10 秒間応答していません。応答のないランナーにはアクターが割り当てられません。</translation>
        </message>
        <message>
            <source>Look whether the runner's process hangs or lost its network.</source>
            <translation>ランナーのプロセスが停止していないか、ネットワークが切れていないか確認してください。</translation>
        </message>
        <message>
            <source>Every slot of its pool is taken. The actor starts as soon as another one stops.</source>
            <translation>プールのスロットがすべて使用中です。ほかのアクターが停止すると起動します。</translation>
        </message>
        <message>
            <source>Put actors to sleep, start another runner, or give the runners more slots.</source>
            <translation>アクターをスリープさせるか、ランナーを追加するか、ランナーのスロットを増やしてください。</translation>
        </message>
        <message>
            <source>There is room: the engine picks a runner of the highest version, with free slots, that answered within 10 s. It should start any moment.</source>
            <translation>空きがあります。エンジンは、10 秒以内に応答し、空きスロットがある最高バージョンのランナーを選びます。まもなく起動するはずです。</translation>
        </message>
        <message>
            <source>If it stays so, read the runner's log: starting may fail before the actor reports.</source>
            <translation>変わらない場合は、ランナーのログを読んでください。アクターが報告する前に起動が失敗していることがあります。</translation>
        </message>
        <message>
            <source>It waits for a runner with room.</source>
            <translation>空きのあるランナーを待っています。</translation>
        </message>
        <message>
            <source>Look at the runners of its pool.</source>
            <translation>プールのランナーを確認してください。</translation>
        </message>
        <message>
            <source>It was stopped by an error.</source>
            <translation>エラーで停止しました。</translation>
        </message>
        <message>
            <source>It had nothing to do and was put to sleep. Its state is stored; looking at it here does not wake it.</source>
            <translation>処理がなかったためスリープしました。状態は保存されており、ここで表示しても起きません。</translation>
        </message>
        <message>
            <source>A request, a message or its next alarm wakes it, and so can you.</source>
            <translation>リクエスト、メッセージ、次のアラームで起きます。手動で起こすこともできます。</translation>
        </message>
        <message>
            <source>A runner was given the actor and has not said yet that it is ready. It has 30 s for that.</source>
            <translation>ランナーに割り当てられましたが、まだ準備完了が報告されていません。制限時間は 30 秒です。</translation>
        </message>
        <message>
            <source>If it stays so, read the runner's log: the actor's start may hang or fail.</source>
            <translation>変わらない場合は、ランナーのログを読んでください。アクターの起動が止まっているか、失敗していることがあります。</translation>
        </message>
        <message>
            <source>The engine's record fits none of the known rules.</source>
            <translation>エンジンのレコードは、既知のどの規則にも当てはまりません。</translation>
        </message>
        <message>
            <source>Look at the record in Details.</source>
            <translation>詳細でレコードを確認してください。</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 日 %2 時間</translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <comment>a pool in a datacenter</comment>
            <translation>%2 の %1</translation>
        </message>
        <message>
            <source>Runners</source>
            <translation>ランナー</translation>
        </message>
        <message>
            <source>could not be read</source>
            <translation>読み取れませんでした</translation>
        </message>
        <message>
            <source>Runners that take actors</source>
            <translation>アクターを受け付けるランナー</translation>
        </message>
        <message>
            <source>Runners shutting down</source>
            <translation>終了処理中のランナー</translation>
        </message>
        <message>
            <source>Silent runners</source>
            <translation>応答のないランナー</translation>
        </message>
        <message>
            <source>Free slots</source>
            <translation>空きスロット</translation>
        </message>
        <message>
            <source>Highest version</source>
            <translation>最高バージョン</translation>
        </message>
        <message>
            <source>Ready for</source>
            <translation>稼働時間</translation>
        </message>
        <message>
            <source>Waiting for</source>
            <translation>待機時間</translation>
        </message>
        <message>
            <source>Down for</source>
            <translation>停止時間</translation>
        </message>
        <message>
            <source>Created before</source>
            <translation>作成からの経過</translation>
        </message>
        <message>
            <source>Next try in</source>
            <translation>次の試行まで</translation>
        </message>
        <message>
            <source>Crash policy</source>
            <translation>クラッシュポリシー</translation>
        </message>
        <message>
            <source>Last error of the pool</source>
            <translation>プールの最後のエラー</translation>
        </message>
        <message>
            <source>rows with this word anywhere</source>
            <translation>この語をどこかに含む行</translation>
        </message>
        <message>
            <source>exactly these words</source>
            <translation>この語句そのもの</translation>
        </message>
        <message>
            <source>these letters in this order, near each other</source>
            <translation>この順で近くに並ぶ文字</translation>
        </message>
        <message>
            <source>a regular expression</source>
            <translation>正規表現</translation>
        </message>
        <message>
            <source>not so</source>
            <translation>該当しない行</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>フィルター</translation>
        </message>
        <message>
            <source>Terms side by side; all must hold.</source>
            <translation>条件を並べます。すべてを満たす行が残ります。</translation>
        </message>
        <message>
            <source>After “~” come letters in their order, like ~gnrl for general.</source>
            <translation>「~」の後には文字を順に書きます。例えば general には ~gnrl です。</translation>
        </message>
        <message>
            <source>Say on the desktop what ended</source>
            <translation>終わったことをデスクトップに通知する</translation>
        </message>
        <message>
            <source>Jobs that ended and connections that were lost, while another program is in front and where the desktop shows notifications.</source>
            <translation>別のプログラムが前面にあるとき、終わったジョブと切れた接続を知らせます。デスクトップが通知を表示できる場合に限ります。</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::NotificationsPage</name>
        <message>
            <source>Sh&amp;ow What It Is About</source>
            <translation>対象を表示(&amp;O)</translation>
        </message>
        <message>
            <source>Go to the actor or the engine concerned</source>
            <translation>該当するアクターまたはエンジンに移動</translation>
        </message>
        <message>
            <source>&amp;Copy Notification</source>
            <translation>通知をコピー(&amp;C)</translation>
        </message>
        <message>
            <source>Copy what happened, with its details</source>
            <translation>発生した内容を詳細とともにコピー</translation>
        </message>
        <message>
            <source>&amp;Remove Notification</source>
            <translation>通知を削除(&amp;R)</translation>
        </message>
        <message>
            <source>Take this one out of the list</source>
            <translation>この通知を一覧から除く</translation>
        </message>
        <message>
            <source>C&amp;lear Notifications</source>
            <translation>通知をすべて消去(&amp;L)</translation>
        </message>
        <message>
            <source>Empty the list of notifications</source>
            <translation>通知の一覧を空にする</translation>
        </message>
        <message>
            <source>Find a notification</source>
            <translation>通知を検索</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Nothing to report</source>
            <translation>通知はありません</translation>
        </message>
        <message>
            <source>A lost connection, a failed job or a stopped engine is noted here.</source>
            <translation>接続の切断、ジョブの失敗、エンジンの停止がここに記録されます。</translation>
        </message>
        <message>
            <source>No notification matches</source>
            <translation>一致する通知はありません</translation>
        </message>
        <message>
            <source>None of them contains “%1”.</source>
            <translation>「%1」を含むものはありません。</translation>
        </message>
        <message numerus="yes">
            <source>%n notification(s)</source>
            <translation>
                <numerusform>通知 %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>No notification is chosen.</source>
            <translation>通知が選択されていません。</translation>
        </message>
        <message>
            <source>There is nothing more to show.</source>
            <translation>ほかに表示するものはありません。</translation>
        </message>
        <message>
            <source>The list is empty.</source>
            <translation>一覧は空です。</translation>
        </message>
        <message>
            <source>Notification</source>
            <translation>通知</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::OverviewPage</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>ほか %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>Actors</source>
            <translation>アクター</translation>
        </message>
        <message>
            <source>Failing</source>
            <translation>異常</translation>
        </message>
        <message>
            <source>No actor fails.</source>
            <translation>異常なアクターはありません。</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>問題</translation>
        </message>
        <message>
            <source>None was found.</source>
            <translation>見つかりませんでした。</translation>
        </message>
        <message>
            <source>Types</source>
            <translation>タイプ</translation>
        </message>
        <message>
            <source>No type is known yet.</source>
            <translation>まだタイプは知られていません。</translation>
        </message>
        <message>
            <source>Runner pools</source>
            <translation>ランナープール</translation>
        </message>
        <message>
            <source>Asking for pools…</source>
            <translation>プールを問い合わせ中…</translation>
        </message>
        <message>
            <source>Open last</source>
            <translation>最近開いたもの</translation>
        </message>
        <message>
            <source>Actors you open are listed here.</source>
            <translation>開いたアクターがここに表示されます。</translation>
        </message>
        <message>
            <source>Actors by status</source>
            <translation>ステータス別のアクター</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概要</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>未接続</translation>
        </message>
        <message>
            <source>Choose a connection to see how its actors are.</source>
            <translation>接続を選ぶと、アクターの様子が表示されます。</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>まだありません</translation>
        </message>
        <message numerus="yes">
            <source>%1 in %n type(s)</source>
            <translation>
                <numerusform>%n タイプに %1 個</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>実行中 %1</translation>
        </message>
        <message>
            <source>%1 failing</source>
            <translation>異常 %1</translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s)</source>
            <translation>
                <numerusform>ランナー %n 個</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 draining</source>
            <translation>ドレイン中 %1</translation>
        </message>
        <message>
            <source>serverless</source>
            <translation>サーバーレス</translation>
        </message>
        <message>
            <source>%1 of %2 slots</source>
            <translation>スロット %1 / %2</translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s)</source>
            <translation>
                <numerusform>アクター %n 個</numerusform>
            </translation>
        </message>
        <message>
            <source>There is no pool.</source>
            <translation>プールはありません。</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::PreferencesPage</name>
        <message>
            <source>Set this to its standard value</source>
            <translation>標準の値に戻す</translation>
        </message>
        <message>
            <source>Reset %1</source>
            <translation>%1 をリセット</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>設定</translation>
        </message>
        <message>
            <source>Find a setting</source>
            <translation>設定を検索</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>セクション</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>設定項目</translation>
        </message>
        <message>
            <source>Reset &amp;All…</source>
            <translation>すべてリセット(&amp;A)…</translation>
        </message>
        <message>
            <source>No setting matches</source>
            <translation>一致する設定はありません</translation>
        </message>
        <message>
            <source>Nothing here is about “%1”.</source>
            <translation>「%1」に関するものはここにありません。</translation>
        </message>
        <message>
            <source>Reset All Settings</source>
            <translation>すべての設定をリセット</translation>
        </message>
        <message>
            <source>Give every setting its standard value again?</source>
            <translation>すべての設定を標準の値に戻しますか?</translation>
        </message>
        <message>
            <source>&amp;Reset All</source>
            <translation>すべてリセット(&amp;R)</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ReplPage</name>
        <message>
            <source>History</source>
            <translation>履歴</translation>
        </message>
        <message>
            <source>Search the inputs that were run</source>
            <translation>実行した入力を検索</translation>
        </message>
        <message>
            <source>Inputs, newest first</source>
            <translation>入力 (新しい順)</translation>
        </message>
        <message>
            <source>Inputs are kept on this computer as plain text, secrets in them too.</source>
            <translation>入力はこのコンピューターに平文で保存されます。含まれる秘密情報も同様です。</translation>
        </message>
        <message>
            <source>&amp;Keep them</source>
            <translation>保存する(&amp;K)</translation>
        </message>
        <message>
            <source>Without it, inputs are forgotten when Rove ends</source>
            <translation>オフの場合、Rove の終了時に入力は消去されます</translation>
        </message>
        <message>
            <source>&amp;Clear History</source>
            <translation>履歴を消去(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Run Input</source>
            <translation>入力を実行(&amp;R)</translation>
        </message>
        <message>
            <source>Run what is in the editor</source>
            <translation>エディターの内容を実行</translation>
        </message>
        <message>
            <source>Run &amp;Selection</source>
            <translation>選択範囲を実行(&amp;S)</translation>
        </message>
        <message>
            <source>Run only what is selected in the editor</source>
            <translation>エディターで選択した部分だけを実行</translation>
        </message>
        <message>
            <source>S&amp;top Script</source>
            <translation>スクリプトを停止(&amp;T)</translation>
        </message>
        <message>
            <source>End what runs and what waits</source>
            <translation>実行中と待機中のものを終了</translation>
        </message>
        <message>
            <source>C&amp;omplete</source>
            <translation>補完(&amp;O)</translation>
        </message>
        <message>
            <source>Show what could come next</source>
            <translation>次に続く候補を表示</translation>
        </message>
        <message>
            <source>&amp;Previous Input</source>
            <translation>前の入力(&amp;P)</translation>
        </message>
        <message>
            <source>Bring back the input before</source>
            <translation>ひとつ前の入力を呼び戻す</translation>
        </message>
        <message>
            <source>&amp;Next Input</source>
            <translation>次の入力(&amp;N)</translation>
        </message>
        <message>
            <source>Go on to the input after</source>
            <translation>ひとつ後の入力に進む</translation>
        </message>
        <message>
            <source>Search &amp;History…</source>
            <translation>履歴を検索(&amp;H)…</translation>
        </message>
        <message>
            <source>Find an input that was run before</source>
            <translation>以前に実行した入力を検索</translation>
        </message>
        <message>
            <source>Save as Snippe&amp;t…</source>
            <translation>スニペットとして保存(&amp;T)…</translation>
        </message>
        <message>
            <source>Keep what is in the editor under a name</source>
            <translation>エディターの内容に名前を付けて保存</translation>
        </message>
        <message>
            <source>Copy &amp;Input</source>
            <translation>入力をコピー(&amp;I)</translation>
        </message>
        <message>
            <source>Copy the input that the chosen entry belongs to</source>
            <translation>選択した項目が属する入力をコピー</translation>
        </message>
        <message>
            <source>&amp;Copy as JSON</source>
            <translation>JSON としてコピー(&amp;C)</translation>
        </message>
        <message>
            <source>Copy the chosen value as JSON, or the text</source>
            <translation>選択した値を JSON として、またはテキストをコピー</translation>
        </message>
        <message>
            <source>Save as &amp;Variable…</source>
            <translation>変数として保存(&amp;V)…</translation>
        </message>
        <message>
            <source>Give the chosen value a name for later inputs</source>
            <translation>選択した値に、以降の入力で使う名前を付ける</translation>
        </message>
        <message>
            <source>Insert &amp;Path</source>
            <translation>パスを挿入(&amp;P)</translation>
        </message>
        <message>
            <source>Write how to reach the chosen value into the editor</source>
            <translation>選択した値へのアクセス方法をエディターに書き込む</translation>
        </message>
        <message>
            <source>C&amp;lear Transcript</source>
            <translation>トランスクリプトを消去(&amp;L)</translation>
        </message>
        <message>
            <source>Empty the transcript; variables stay</source>
            <translation>トランスクリプトを空にする (変数は残ります)</translation>
        </message>
        <message>
            <source>Start a New &amp;World</source>
            <translation>新しい実行環境を開始(&amp;W)</translation>
        </message>
        <message>
            <source>Forget all variables and results</source>
            <translation>すべての変数と結果を破棄</translation>
        </message>
        <message>
            <source>&amp;Enter Runs</source>
            <translation>Enter で実行(&amp;E)</translation>
        </message>
        <message>
            <source>Enter runs an input that is finished and Shift+Enter begins a line; without it only Ctrl+Enter runs</source>
            <translation>Enter で完成した入力を実行し、Shift+Enter で改行します。オフの場合は Ctrl+Enter だけで実行します</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>実行</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>the actor's actions</source>
            <translation>アクターのアクション</translation>
        </message>
        <message>
            <source>the newest state, to read</source>
            <translation>最新の状態 (読み取り用)</translation>
        </message>
        <message>
            <source>waits for milliseconds</source>
            <translation>指定したミリ秒だけ待つ</translation>
        </message>
        <message>
            <source>prints</source>
            <translation>出力する</translation>
        </message>
        <message>
            <source>says what there is</source>
            <translation>使えるものを示す</translation>
        </message>
        <message>
            <source>declared here</source>
            <translation>ここで宣言</translation>
        </message>
        <message>
            <source>snippet: %1</source>
            <translation>スニペット: %1</translation>
        </message>
        <message>
            <source>action</source>
            <translation>アクション</translation>
        </message>
        <message>
            <source>of an array</source>
            <translation>配列のメンバー</translation>
        </message>
        <message>
            <source>of a string</source>
            <translation>文字列のメンバー</translation>
        </message>
        <message>
            <source>wait(milliseconds)</source>
            <translation>wait(ミリ秒)</translation>
        </message>
        <message>
            <source>%1(…): argument %2</source>
            <translation>%1(…): 引数 %2</translation>
        </message>
        <message>
            <source>%1(…): argument %2; last called with %3</source>
            <translation>%1(…): 引数 %2、前回の呼び出し: %3</translation>
        </message>
        <message>
            <source>Completions</source>
            <translation>補完候補</translation>
        </message>
        <message>
            <source>JavaScript to run</source>
            <translation>実行する JavaScript</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>completion, what it is</comment>
            <translation>%1、%2</translation>
        </message>
        <message>
            <source>Input</source>
            <comment>an entry of the transcript</comment>
            <translation>入力</translation>
        </message>
        <message>
            <source>Result</source>
            <comment>an entry of the transcript</comment>
            <translation>結果</translation>
        </message>
        <message>
            <source>Error</source>
            <comment>an entry of the transcript</comment>
            <translation>エラー</translation>
        </message>
        <message>
            <source>Note</source>
            <comment>an entry of the transcript</comment>
            <translation>メモ</translation>
        </message>
        <message>
            <source>Printed warning</source>
            <comment>an entry of the transcript</comment>
            <translation>出力された警告</translation>
        </message>
        <message>
            <source>Printed error</source>
            <comment>an entry of the transcript</comment>
            <translation>出力されたエラー</translation>
        </message>
        <message>
            <source>Printed</source>
            <comment>an entry of the transcript</comment>
            <translation>出力</translation>
        </message>
        <message numerus="yes">
            <source>Stopped after running for %n second(s) without a pause.</source>
            <translation>
                <numerusform>休みなく %n 秒間実行したため停止しました。</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopped: it took more memory than a script may, %1. Let go of large variables.</source>
            <translation>停止しました: スクリプトに許されるメモリー (%1) を超えました。大きな変数を解放してください。</translation>
        </message>
        <message>
            <source>A value was thrown that is no Error.</source>
            <translation>Error ではない値がスローされました。</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>Talk to the actor in JavaScript</source>
            <translation>JavaScript でアクターと対話</translation>
        </message>
        <message>
            <source>Call its actions, look into its state, keep results in variables. These are a beginning:</source>
            <translation>アクションを呼び出し、状態を調べ、結果を変数に保存できます。まずは次の例から:</translation>
        </message>
        <message>
            <source>calls an action</source>
            <translation>アクションを呼び出します</translation>
        </message>
        <message>
            <source>calls the action of that name</source>
            <translation>その名前のアクションを呼び出します</translation>
        </message>
        <message>
            <source>reads the state</source>
            <translation>状態を読み取ります</translation>
        </message>
        <message>
            <source>waits and prints</source>
            <translation>待ってから出力します</translation>
        </message>
        <message>
            <source>Put this into the editor</source>
            <translation>エディターに入れる</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>example, what it does</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Snippets</source>
            <translation>スニペット</translation>
        </message>
        <message>
            <source>More</source>
            <translation>その他</translation>
        </message>
        <message>
            <source>The history and the snippets could not be saved.</source>
            <translation>履歴とスニペットを保存できませんでした。</translation>
        </message>
        <message>
            <source>Choose an actor first.</source>
            <translation>先にアクターを選択してください。</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>未起動</translation>
        </message>
        <message>
            <source>The first input starts a world of its own for this actor.</source>
            <translation>最初の入力で、このアクター専用の実行環境が始まります。</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>準備完了</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>停止中</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>実行中</translation>
        </message>
        <message numerus="yes">
            <source>%n answer(s) awaited</source>
            <translation>
                <numerusform>応答待ち %n 件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>for %n second(s)</source>
            <translation>
                <numerusform>%n 秒経過</numerusform>
            </translation>
        </message>
        <message>
            <source>The actor sleeps. Calling an action starts it; reading state does not.</source>
            <translation>アクターはスリープ中です。アクションを呼び出すと起動しますが、状態の読み取りでは起動しません。</translation>
        </message>
        <message>
            <source>Enter runs · Shift+Enter begins a line · Ctrl+Space completes</source>
            <translation>Enter で実行 · Shift+Enter で改行 · Ctrl+Space で補完</translation>
        </message>
        <message>
            <source>Ctrl+Enter runs · Ctrl+Space completes</source>
            <translation>Ctrl+Enter で実行 · Ctrl+Space で補完</translation>
        </message>
        <message>
            <source>The input is too long to be run.</source>
            <translation>入力が長すぎて実行できません。</translation>
        </message>
        <message>
            <source>Too much runs already. Stop the scripts that run, or wait for them.</source>
            <translation>すでに多くのスクリプトが実行中です。停止するか、終了を待ってください。</translation>
        </message>
        <message>
            <source>No snippets are saved</source>
            <translation>保存されたスニペットはありません</translation>
        </message>
        <message>
            <source>&amp;Delete Snippet</source>
            <translation>スニペットを削除(&amp;D)</translation>
        </message>
        <message>
            <source>Save as Snippet</source>
            <translation>スニペットとして保存</translation>
        </message>
        <message>
            <source>Name of the snippet:</source>
            <translation>スニペットの名前:</translation>
        </message>
        <message>
            <source>There are too many snippets. Delete one first.</source>
            <translation>スニペットが多すぎます。先に 1 つ削除してください。</translation>
        </message>
        <message>
            <source>value as JSON</source>
            <translation>JSON 形式の値</translation>
        </message>
        <message>
            <source>text of the entry</source>
            <translation>項目のテキスト</translation>
        </message>
        <message>
            <source>input</source>
            <translation>入力</translation>
        </message>
        <message>
            <source>Save as Variable</source>
            <translation>変数として保存</translation>
        </message>
        <message>
            <source>Name of the variable:</source>
            <translation>変数の名前:</translation>
        </message>
        <message>
            <source>%1 cannot be the name of a variable.</source>
            <translation>%1 は変数の名前にできません。</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message>
            <source>The scripts are being stopped.</source>
            <translation>スクリプトを停止しています。</translation>
        </message>
        <message>
            <source>The editor is empty.</source>
            <translation>エディターは空です。</translation>
        </message>
        <message>
            <source>No entry is chosen.</source>
            <translation>項目が選択されていません。</translation>
        </message>
        <message>
            <source>This entry is not a kept result.</source>
            <translation>この項目は保存された結果ではありません。</translation>
        </message>
        <message>
            <source>Nothing is selected.</source>
            <translation>何も選択されていません。</translation>
        </message>
        <message>
            <source>Nothing runs.</source>
            <translation>実行中のものはありません。</translation>
        </message>
        <message>
            <source>Nothing was run before.</source>
            <translation>以前に実行したものはありません。</translation>
        </message>
        <message>
            <source>The transcript is empty.</source>
            <translation>トランスクリプトは空です。</translation>
        </message>
        <message>
            <source>Nothing was run yet.</source>
            <translation>まだ何も実行されていません。</translation>
        </message>
        <message>
            <source>No script can be run: too many scripts did not stop when they were told to. They end with Rove, at the latest.</source>
            <translation>スクリプトを実行できません: 停止の指示に従わなかったスクリプトが多すぎます。遅くとも Rove の終了時に終わります。</translation>
        </message>
        <message>
            <source>A new world was started. Variables and results of before are gone.</source>
            <translation>新しい実行環境を開始しました。以前の変数と結果は失われました。</translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) were printed faster than they can be shown.</source>
            <translation>
                <numerusform>表示が追いつかない速さで %n 行が出力されました。</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody caught: %1</source>
            <comment>a rejected promise, with its error</comment>
            <translation>捕捉されませんでした: %1</translation>
        </message>
        <message>
            <source>Stopped. Variables are kept; an action that was already called goes on in the actor.</source>
            <translation>停止しました。変数は残ります。すでに呼び出したアクションはアクター内で続行します。</translation>
        </message>
        <message>
            <source>The script did not stop and was left behind. The next input starts a new world: variables and results are gone.</source>
            <translation>スクリプトが停止しなかったため、切り離しました。次の入力で新しい実行環境が始まります。変数と結果は失われました。</translation>
        </message>
        <message>
            <source>actor.action(…) calls an action and gives a promise of its answer: await actor.%1()</source>
            <translation>actor.action(…) はアクションを呼び出し、応答の Promise を返します: await actor.%1()</translation>
        </message>
        <message>
            <source>The actions of this actor are not known while it sleeps.</source>
            <translation>スリープ中は、このアクターのアクションはわかりません。</translation>
        </message>
        <message>
            <source>Actions: %1</source>
            <translation>アクション: %1</translation>
        </message>
        <message>
            <source>state is the newest state of the actor, to read.</source>
            <translation>state はアクターの最新の状態です (読み取り用)。</translation>
        </message>
        <message>
            <source>wait(ms) gives a promise that is kept after so many milliseconds.</source>
            <translation>wait(ms) は、指定したミリ秒後に解決される Promise を返します。</translation>
        </message>
        <message>
            <source>$1, $2, … are the last results, $_ is the newest one.</source>
            <translation>$1、$2、… は直近の結果、$_ は最新の結果です。</translation>
        </message>
        <message>
            <source>console.log, warn, error, assert, count, time and timeEnd print here.</source>
            <translation>console.log、warn、error、assert、count、time、timeEnd はここに出力します。</translation>
        </message>
        <message>
            <source>let, const and class may declare a name again in a later input.</source>
            <translation>let、const、class は、以降の入力で同じ名前を再び宣言できます。</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>kind of entry, text</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>key, value</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>stopped after %1</source>
            <translation>%1 後に停止</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>停止</translation>
        </message>
        <message numerus="yes">
            <source>… %n more line(s)</source>
            <translation>
                <numerusform>… ほか %n 行</numerusform>
            </translation>
        </message>
        <message>
            <source>Transcript</source>
            <translation>トランスクリプト</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Shell</name>
        <message>
            <source>&amp;Undo</source>
            <translation>取り消し(&amp;U)</translation>
        </message>
        <message>
            <source>The connection is read-only.</source>
            <translation>この接続は読み取り専用です。</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <comment>a namespace on a connection</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Go to actor, key, view or command</source>
            <translation>アクター、キー、ビュー、コマンドへ移動</translation>
        </message>
        <message>
            <source>&amp;Allow Changes</source>
            <translation>変更を許可(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;Allow Changes…</source>
            <translation>変更を許可(&amp;A)…</translation>
        </message>
        <message>
            <source>Connect &amp;To</source>
            <translation>接続先(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Switch To</source>
            <translation>切り替え(&amp;S)</translation>
        </message>
        <message>
            <source>Open &amp;Recent</source>
            <translation>最近使ったものを開く(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Open Windows</source>
            <translation>開いているウィンドウ(&amp;O)</translation>
        </message>
        <message>
            <source>%1 copied</source>
            <translation>%1 をコピーしました</translation>
        </message>
        <message>
            <source>Close the tab of %1?</source>
            <translation>%1 のタブを閉じますか？</translation>
        </message>
        <message>
            <source>Engine :%1</source>
            <translation>エンジン :%1</translation>
        </message>
        <message>
            <source>Engine stopped</source>
            <translation>エンジン停止</translation>
        </message>
        <message>
            <source>Close this window?</source>
            <translation>このウィンドウを閉じますか？</translation>
        </message>
        <message>
            <source>Undo the newest local edit</source>
            <translation>最新のローカル編集を取り消します</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>やり直し(&amp;R)</translation>
        </message>
        <message>
            <source>Make the undone edit again</source>
            <translation>取り消した編集をやり直します</translation>
        </message>
        <message>
            <source>Endpoint copied</source>
            <translation>エンドポイントをコピーしました</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>ショートカット</translation>
        </message>
        <message>
            <source>Nothing is connected.</source>
            <translation>何も接続されていません。</translation>
        </message>
        <message>
            <source>No tab waits for a connection.</source>
            <translation>接続を待っているタブはありません。</translation>
        </message>
        <message>
            <source>This tab is connected.</source>
            <translation>このタブは接続済みです。</translation>
        </message>
        <message>
            <source>The local engine needs no settings.</source>
            <translation>ローカルエンジンに設定は不要です。</translation>
        </message>
        <message>
            <source>&amp;Lock Now</source>
            <translation>今すぐロック(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Forbid Changes</source>
            <translation>変更を禁止(&amp;F)</translation>
        </message>
        <message>
            <source>The engine is starting or stopping.</source>
            <translation>エンジンは起動中または停止中です。</translation>
        </message>
        <message>
            <source>The engine does not run.</source>
            <translation>エンジンは実行されていません。</translation>
        </message>
        <message>
            <source>The engine runs already.</source>
            <translation>エンジンはすでに実行中です。</translation>
        </message>
        <message>
            <source>The engine keeps its data in memory.</source>
            <translation>エンジンのデータはメモリー上に保持されます。</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <comment>an actor and where it is</comment>
            <translation>%1 — %2</translation>
        </message>
        <message>
            <source>Nothing was opened yet</source>
            <translation>まだ何も開いていません</translation>
        </message>
        <message>
            <source>About Rove</source>
            <translation>Rove について</translation>
        </message>
        <message>
            <source>&lt;h3&gt;Rove %1&lt;/h3&gt;&lt;p&gt;A workbench for Rivet actors.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Icons: Bootstrap Icons (MIT).&lt;/p&gt;</source>
            <translation>&lt;h3&gt;Rove %1&lt;/h3&gt;&lt;p&gt;Rivet アクターのためのワークベンチです。&lt;/p&gt;&lt;p&gt;GNU General Public License バージョン 3 以降に基づくフリーソフトウェアです。アイコン: Bootstrap Icons (MIT)。&lt;/p&gt;</translation>
        </message>
        <message>
            <source>The arrangement of docks could not be restored, so they stand as at first.</source>
            <translation>ドックの配置を復元できなかったため、初期の配置に戻しました。</translation>
        </message>
        <message>
            <source>La&amp;youts</source>
            <translation>レイアウト(&amp;Y)</translation>
        </message>
        <message>
            <source>Connections are tabs at the top. At the left are the views of the one that is shown; Ctrl+K goes anywhere by typing. F1 says what the part with the focus is.</source>
            <translation>接続は上部のタブです。左には表示中の接続のビューが並びます。Ctrl+K で入力してどこへでも移動できます。F1 でフォーカスのある部分の説明を表示します。</translation>
        </message>
        <message>
            <source>Save Layout</source>
            <translation>レイアウトを保存</translation>
        </message>
        <message>
            <source>&amp;Name; a layout of the same name is replaced</source>
            <translation>名前(&amp;N)。同じ名前のレイアウトは置き換えられます</translation>
        </message>
        <message>
            <source>&amp;Save Layout</source>
            <translation>レイアウトを保存(&amp;S)</translation>
        </message>
        <message>
            <source>The layout was not saved: a name has at most %1 characters, and there are at most %2 layouts.</source>
            <translation>レイアウトは保存されませんでした。名前は最大 %1 文字、レイアウトは最大 %2 個です。</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>削除(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Wake</source>
            <translation>起こす(&amp;W)</translation>
        </message>
        <message>
            <source>Start the sleeping actor</source>
            <translation>スリープ中のアクターを起動</translation>
        </message>
        <message>
            <source>&amp;Sleep</source>
            <translation>スリープ(&amp;S)</translation>
        </message>
        <message>
            <source>Let the actor save its state and stop until it is needed</source>
            <translation>アクターに状態を保存させ、必要になるまで停止させる</translation>
        </message>
        <message>
            <source>Res&amp;chedule</source>
            <translation>再スケジュール(&amp;C)</translation>
        </message>
        <message>
            <source>Stop the actor and start it again elsewhere</source>
            <translation>アクターを停止し、別の場所で再び起動</translation>
        </message>
        <message>
            <source>&amp;Destroy…</source>
            <translation>破棄(&amp;D)…</translation>
        </message>
        <message>
            <source>Remove the actor and everything it keeps</source>
            <translation>アクターとその保存内容をすべて削除</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>エクスポート(&amp;X)…</translation>
        </message>
        <message>
            <source>Write the actor's record and state to a file</source>
            <translation>アクターのレコードと状態をファイルに書き込む</translation>
        </message>
        <message>
            <source>Destroy nothing</source>
            <translation>何も破棄しない</translation>
        </message>
        <message>
            <source>Destro&amp;y Now</source>
            <translation>今すぐ破棄(&amp;Y)</translation>
        </message>
        <message>
            <source>Do not wait any longer</source>
            <translation>これ以上待たない</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>復元(&amp;R)</translation>
        </message>
        <message>
            <source>Make the actor again from the copy that is kept</source>
            <translation>保管されたコピーからアクターを作り直す</translation>
        </message>
        <message>
            <source>Destroying %1 failed.</source>
            <translation>%1 を破棄できませんでした。</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message>
            <source>The actor has not been read yet.</source>
            <translation>アクターはまだ読み取られていません。</translation>
        </message>
        <message>
            <source>The actor was destroyed.</source>
            <translation>アクターは破棄されました。</translation>
        </message>
        <message>
            <source>The actor runs already.</source>
            <translation>アクターはすでに実行中です。</translation>
        </message>
        <message>
            <source>The actor sleeps.</source>
            <translation>アクターはスリープ中です。</translation>
        </message>
        <message>
            <source>Waking %1 failed.</source>
            <translation>%1 を起こせませんでした。</translation>
        </message>
        <message>
            <source>Putting %1 to sleep failed.</source>
            <translation>%1 をスリープできませんでした。</translation>
        </message>
        <message>
            <source>Rescheduling %1 failed.</source>
            <translation>%1 を再スケジュールできませんでした。</translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s)</source>
            <translation>
                <numerusform>アクター %n 個</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 will be destroyed in %2 s.</source>
            <translation>%1 は %2 秒後に破棄されます。</translation>
        </message>
        <message>
            <source>%1 was destroyed. %2</source>
            <translation>%1 を破棄しました。%2</translation>
        </message>
        <message>
            <source>Restoring %1 failed.</source>
            <translation>%1 を復元できませんでした。</translation>
        </message>
        <message>
            <source>Copy &amp;ID</source>
            <translation>ID をコピー(&amp;I)</translation>
        </message>
        <message>
            <source>Copy the actor's ID</source>
            <translation>アクターの ID をコピー</translation>
        </message>
        <message>
            <source>Actor ID</source>
            <translation>アクター ID</translation>
        </message>
        <message>
            <source>Copy &amp;Key</source>
            <translation>キーをコピー(&amp;K)</translation>
        </message>
        <message>
            <source>Copy the actor's key</source>
            <translation>アクターのキーをコピー</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>キー</translation>
        </message>
        <message>
            <source>Copy &amp;Link</source>
            <translation>リンクをコピー(&amp;L)</translation>
        </message>
        <message>
            <source>Copy a link that opens the actor in Rove</source>
            <translation>Rove でアクターを開くリンクをコピー</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>リンク</translation>
        </message>
        <message>
            <source>Copy Record as &amp;JSON</source>
            <translation>レコードを JSON としてコピー(&amp;J)</translation>
        </message>
        <message>
            <source>Copy what the engine says of the actor</source>
            <translation>エンジンが返すアクターの情報をコピー</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>レコード</translation>
        </message>
        <message>
            <source>Copy Client &amp;Code</source>
            <translation>クライアントコードをコピー(&amp;C)</translation>
        </message>
        <message>
            <source>Copy TypeScript that reaches the actor</source>
            <translation>アクターにアクセスする TypeScript をコピー</translation>
        </message>
        <message>
            <source>Client code</source>
            <translation>クライアントコード</translation>
        </message>
        <message>
            <source>cURL command</source>
            <translation>cURL コマンド</translation>
        </message>
        <message>
            <source>Copy c&amp;URL for the Record</source>
            <translation>レコード用の cURL をコピー(&amp;U)</translation>
        </message>
        <message>
            <source>Copy a shell command that reads the record</source>
            <translation>レコードを読み取るシェルコマンドをコピー</translation>
        </message>
        <message>
            <source>Copy cURL for the &amp;State</source>
            <translation>状態用の cURL をコピー(&amp;S)</translation>
        </message>
        <message>
            <source>Copy shell commands that read the state; they wake the actor</source>
            <translation>状態を読み取るシェルコマンドをコピー (アクターを起こします)</translation>
        </message>
        <message>
            <source>Copy cURL for an &amp;Action</source>
            <translation>アクション用の cURL をコピー(&amp;A)</translation>
        </message>
        <message>
            <source>Copy a shell command that calls an action; it wakes the actor</source>
            <translation>アクションを呼び出すシェルコマンドをコピー (アクターを起こします)</translation>
        </message>
        <message>
            <source>The actor has no key.</source>
            <translation>アクターにキーがありません。</translation>
        </message>
        <message>
            <source>&amp;Import State…</source>
            <translation>状態をインポート(&amp;I)…</translation>
        </message>
        <message>
            <source>Make edits of what an export of an actor holds</source>
            <translation>アクターのエクスポートの内容を編集として取り込む</translation>
        </message>
        <message>
            <source>C&amp;lone…</source>
            <translation>クローン(&amp;L)…</translation>
        </message>
        <message>
            <source>Create an actor with the same state</source>
            <translation>同じ状態のアクターを作成</translation>
        </message>
        <message>
            <source>Choose one actor.</source>
            <translation>アクターを 1 つ選択してください。</translation>
        </message>
        <message>
            <source>The actor's state has not been read yet.</source>
            <translation>アクターの状態はまだ読み取られていません。</translation>
        </message>
        <message>
            <source>Import State</source>
            <translation>状態のインポート</translation>
        </message>
        <message>
            <source>Exports of actors (*.jsonl *.json);;All files (*)</source>
            <translation>アクターのエクスポート (*.jsonl *.json);;すべてのファイル (*)</translation>
        </message>
        <message>
            <source>%1 cannot be imported.</source>
            <translation>%1 はインポートできません。</translation>
        </message>
        <message>
            <source>The export of %1 holds no state.</source>
            <translation>%1 のエクスポートに状態が含まれていません。</translation>
        </message>
        <message>
            <source>The actor holds this state already.</source>
            <translation>アクターはすでにこの状態です。</translation>
        </message>
        <message numerus="yes">
            <source>The import made %n edit(s). Look through them, then apply them.</source>
            <translation>
                <numerusform>インポートで %n 件の編集ができました。確認してから適用してください。</numerusform>
            </translation>
        </message>
        <message>
            <source>Cloning %1 failed. %2</source>
            <translation>%1 をクローンできませんでした。%2</translation>
        </message>
        <message>
            <source>%1 was created, but its state could not be written.</source>
            <translation>%1 を作成しましたが、状態を書き込めませんでした。</translation>
        </message>
        <message>
            <source>%1 was created without a state: there was none to read.</source>
            <translation>%1 を状態なしで作成しました。読み取れる状態がありませんでした。</translation>
        </message>
        <message>
            <source>%1 was created, but holds something else than what was written.</source>
            <translation>%1 を作成しましたが、書き込んだものと内容が異なります。</translation>
        </message>
        <message>
            <source>%1 was created with the same state.</source>
            <translation>%1 を同じ状態で作成しました。</translation>
        </message>
        <message>
            <source>&amp;Wake the actor to read its state</source>
            <translation>アクターを起こして状態を読み取る(&amp;W)</translation>
        </message>
        <message>
            <source>Clone Actor</source>
            <translation>アクターをクローン</translation>
        </message>
        <message>
            <source>%1, namespace %2</source>
            <translation>%1、名前空間 %2</translation>
        </message>
        <message>
            <source>Clone %1</source>
            <translation>%1 をクローン</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>作成先(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Key</source>
            <translation>キー(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Pool</source>
            <translation>プール(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Clone Actor</source>
            <translation>アクターをクローン(&amp;C)</translation>
        </message>
        <message>
            <source>The connection was closed.</source>
            <translation>接続が閉じられました。</translation>
        </message>
        <message>
            <source>Give the clone another key: there is already an actor with this one.</source>
            <translation>クローンに別のキーを指定してください。このキーのアクターがすでにあります。</translation>
        </message>
        <message>
            <source>Give the pool that is to run the clone.</source>
            <translation>クローンを実行するプールを指定してください。</translation>
        </message>
        <message>
            <source>The actor does not run, so its clone begins without its state.</source>
            <translation>アクターが実行中でないため、クローンは状態なしで始まります。</translation>
        </message>
        <message>
            <source>The state is read, written into the clone and read back.</source>
            <translation>状態を読み取り、クローンに書き込み、読み戻して確認します。</translation>
        </message>
        <message>
            <source>PRODUCTION — %1 — read-only</source>
            <translation>本番 — %1 — 読み取り専用</translation>
        </message>
        <message numerus="yes">
            <source>PRODUCTION — %1 — changes are allowed for %n more minute(s)</source>
            <translation>
                <numerusform>本番 — %1 — あと %n 分間、変更可能</numerusform>
            </translation>
        </message>
        <message>
            <source>PRODUCTION — %1 — changes are allowed</source>
            <translation>本番 — %1 — 変更可能</translation>
        </message>
        <message>
            <source>The local engine does not run; what was open appears when it starts.</source>
            <translation>ローカルエンジンは実行されていません。起動すると、開いていたものが表示されます。</translation>
        </message>
        <message>
            <source>“%1” is a production connection, so it waits for you.</source>
            <translation>「%1」は本番の接続のため、操作を待っています。</translation>
        </message>
        <message>
            <source>“%1” is not connected.</source>
            <translation>「%1」は接続されていません。</translation>
        </message>
        <message>
            <source>The connection to %1 was lost at %2. What you see is from before; it is being tried again.</source>
            <translation>%1 への接続は %2 に切断されました。表示はそれ以前のもので、再試行しています。</translation>
        </message>
        <message>
            <source>stale for %1</source>
            <translation>古い (%1 経過)</translation>
        </message>
        <message>
            <source>next try %1</source>
            <translation>次の試行: %1</translation>
        </message>
        <message>
            <source>&amp;Read-only until allowed</source>
            <translation>許可するまで読み取り専用(&amp;R)</translation>
        </message>
        <message>
            <source>New Connection</source>
            <translation>新しい接続</translation>
        </message>
        <message>
            <source>What you call it</source>
            <translation>自分で付ける名前</translation>
        </message>
        <message>
            <source>none</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>In the keychain</source>
            <translation>キーチェーンに保存</translation>
        </message>
        <message>
            <source>For this session only</source>
            <translation>このセッションのみ</translation>
        </message>
        <message>
            <source>Where to keep the secrets</source>
            <translation>秘密情報の保存場所</translation>
        </message>
        <message>
            <source>Where the token, the key’s passphrase and the proxy’s password are kept.</source>
            <translation>トークン、鍵のパスフレーズ、プロキシのパスワードを保存する場所です。</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>色</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>トークン</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>環境</translation>
        </message>
        <message>
            <source>&amp;Endpoint</source>
            <translation>エンドポイント(&amp;E)</translation>
        </message>
        <message>
            <source>Na&amp;mespace</source>
            <translation>名前空間(&amp;M)</translation>
        </message>
        <message>
            <source>T&amp;oken</source>
            <translation>トークン(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>名前(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Colour</source>
            <translation>色(&amp;C)</translation>
        </message>
        <message>
            <source>En&amp;vironment</source>
            <translation>環境(&amp;V)</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>テスト</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>テスト(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Save and Connect</source>
            <translation>保存して接続(&amp;S)</translation>
        </message>
        <message>
            <source>Edit Connection</source>
            <translation>接続を編集</translation>
        </message>
        <message>
            <source>S&amp;top Test</source>
            <translation>テストを停止(&amp;T)</translation>
        </message>
        <message>
            <source>Production always begins read-only.</source>
            <translation>本番は常に読み取り専用で始まります。</translation>
        </message>
        <message>
            <source>Nothing is sent that changes anything.</source>
            <translation>何かを変更するものは送信されません。</translation>
        </message>
        <message>
            <source>The token was not kept, and nothing was saved. %1</source>
            <translation>トークンを保存できず、何も保存されませんでした。%1</translation>
        </message>
        <message>
            <source>The connection could not be saved.</source>
            <translation>接続を保存できませんでした。</translation>
        </message>
        <message>
            <source>No colour</source>
            <translation>色なし</translation>
        </message>
        <message>
            <source>Reach it</source>
            <translation>到達</translation>
        </message>
        <message>
            <source>Trust its certificate</source>
            <translation>証明書の信頼</translation>
        </message>
        <message>
            <source>Recognise Rivet</source>
            <translation>Rivet の認識</translation>
        </message>
        <message>
            <source>Be let in</source>
            <translation>アクセスの許可</translation>
        </message>
        <message>
            <source>Find the namespace</source>
            <translation>名前空間の検出</translation>
        </message>
        <message>
            <source>waits</source>
            <translation>待機中</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>進行中</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>成功</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>not encrypted</source>
            <translation>暗号化なし</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>キャンセル済み</translation>
        </message>
        <message>
            <source>&lt; 1 ms</source>
            <translation>&lt; 1 ms</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>TLS</source>
            <translation>TLS</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>プロキシ</translation>
        </message>
        <message>
            <source>the system’s authorities only</source>
            <translation>システムの認証局のみ</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>参照…</translation>
        </message>
        <message>
            <source>Browse for: %1</source>
            <translation>参照: %1</translation>
        </message>
        <message>
            <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
            <translation>PEM ファイル (*.pem *.crt *.cer *.key);;すべてのファイル (*)</translation>
        </message>
        <message>
            <source>&amp;Authority file</source>
            <translation>認証局ファイル(&amp;A)</translation>
        </message>
        <message>
            <source>Authority file</source>
            <translation>認証局ファイル</translation>
        </message>
        <message>
            <source>C&amp;lient certificate</source>
            <translation>クライアント証明書(&amp;L)</translation>
        </message>
        <message>
            <source>Client certificate</source>
            <translation>クライアント証明書</translation>
        </message>
        <message>
            <source>Client &amp;key</source>
            <translation>クライアント鍵(&amp;K)</translation>
        </message>
        <message>
            <source>Client key</source>
            <translation>クライアント鍵</translation>
        </message>
        <message>
            <source>&amp;Passphrase</source>
            <translation>パスフレーズ(&amp;P)</translation>
        </message>
        <message>
            <source>None</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>The system’s</source>
            <translation>システムの設定</translation>
        </message>
        <message>
            <source>HTTP</source>
            <translation>HTTP</translation>
        </message>
        <message>
            <source>SOCKS5</source>
            <translation>SOCKS5</translation>
        </message>
        <message>
            <source>port</source>
            <translation>ポート</translation>
        </message>
        <message>
            <source>Proxy port</source>
            <translation>プロキシのポート</translation>
        </message>
        <message>
            <source>Proxy host</source>
            <translation>プロキシのホスト</translation>
        </message>
        <message>
            <source>K&amp;ind</source>
            <translation>種類(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Host and port</source>
            <translation>ホストとポート(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;User</source>
            <translation>ユーザー(&amp;U)</translation>
        </message>
        <message>
            <source>Pass&amp;word</source>
            <translation>パスワード(&amp;W)</translation>
        </message>
        <message>
            <source>the system’s authorities</source>
            <translation>システムの認証局</translation>
        </message>
        <message>
            <source>Connect to %1 anew?</source>
            <translation>%1 に接続し直しますか?</translation>
        </message>
        <message numerus="yes">
            <source>This window has %n connection(s) open, which is the most there can be. Close one first.</source>
            <translation>
                <numerusform>このウィンドウでは上限の %n 件の接続が開いています。先に 1 つ閉じてください。</numerusform>
            </translation>
        </message>
        <message>
            <source>The local engine does not run.</source>
            <translation>ローカルエンジンは実行されていません。</translation>
        </message>
        <message>
            <source>The secrets of %1 cannot be read, so none are sent. %2</source>
            <translation>%1 の秘密情報を読み取れないため、送信されません。%2</translation>
        </message>
        <message>
            <source>Close the connection “%1”?</source>
            <translation>接続「%1」を閉じますか?</translation>
        </message>
        <message>
            <source>Edits Not Applied</source>
            <translation>未適用の編集</translation>
        </message>
        <message numerus="yes">
            <source>The edits of %n actor(s) are not applied and would be lost.</source>
            <translation>
                <numerusform>%n 個のアクターの編集は適用されておらず、失われます。</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Discard Edits</source>
            <translation>編集を破棄(&amp;D)</translation>
        </message>
        <message>
            <source>%1:%2</source>
            <comment>a host and a port</comment>
            <translation>%1:%2</translation>
        </message>
        <message>
            <source>Copy of %1</source>
            <translation>%1 のコピー</translation>
        </message>
        <message>
            <source>The connections were written to %1, without their secrets.</source>
            <translation>接続を、秘密情報を除いて %1 に書き込みました。</translation>
        </message>
        <message>
            <source>%1 could not be written: %2</source>
            <translation>%1 に書き込めませんでした: %2</translation>
        </message>
        <message>
            <source>%1 holds no connections that can be read.</source>
            <translation>%1 に読み取れる接続がありません。</translation>
        </message>
        <message>
            <source>The connection “%1” could not be kept.</source>
            <translation>接続「%1」を保存できませんでした。</translation>
        </message>
        <message numerus="yes">
            <source>%n connection(s) were added. Their tokens have to be typed again.</source>
            <translation>
                <numerusform>%n 件の接続を追加しました。トークンは入力し直す必要があります。</numerusform>
            </translation>
        </message>
        <message>
            <source>Export Connections</source>
            <translation>接続をエクスポート</translation>
        </message>
        <message>
            <source>Import Connections</source>
            <translation>接続をインポート</translation>
        </message>
        <message>
            <source>Remove Connection</source>
            <translation>接続を削除</translation>
        </message>
        <message>
            <source>Remove the connection “%1” and its token?</source>
            <translation>接続「%1」とそのトークンを削除しますか?</translation>
        </message>
        <message>
            <source>&amp;Remove Connection</source>
            <translation>接続を削除(&amp;R)</translation>
        </message>
        <message>
            <source>The connection's secrets are still in the keychain.</source>
            <translation>接続の秘密情報はまだキーチェーンにあります。</translation>
        </message>
        <message>
            <source>The connection could not be removed.</source>
            <translation>接続を削除できませんでした。</translation>
        </message>
        <message>
            <source>Switch to the namespace “%1”?</source>
            <translation>名前空間「%1」に切り替えますか?</translation>
        </message>
        <message>
            <source>Local engine</source>
            <translation>ローカルエンジン</translation>
        </message>
        <message>
            <source>%1, certificate by %2</source>
            <translation>%1、証明書の発行者 %2</translation>
        </message>
        <message>
            <source>version %1</source>
            <translation>バージョン %1</translation>
        </message>
        <message>
            <source>without a token</source>
            <translation>トークンなし</translation>
        </message>
        <message>
            <source>with the token</source>
            <translation>トークンあり</translation>
        </message>
        <message>
            <source>Open Link</source>
            <translation>リンクを開く</translation>
        </message>
        <message>
            <source>A link wants to connect to %1.</source>
            <translation>リンクが %1 に接続しようとしています。</translation>
        </message>
        <message>
            <source>It is not one of your connections. No token of yours is sent there.</source>
            <translation>登録済みの接続ではありません。トークンは送信されません。</translation>
        </message>
        <message>
            <source>C&amp;onnect</source>
            <translation>接続(&amp;O)</translation>
        </message>
        <message>
            <source>There is no actor %1 here.</source>
            <translation>アクター %1 はここにありません。</translation>
        </message>
        <message>
            <source>An actor has no section “%1”.</source>
            <translation>アクターにセクション「%1」はありません。</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>ヘルプ(&amp;H)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>ファイル(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>編集(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;State</source>
            <translation>状態(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Value</source>
            <translation>値(&amp;V)</translation>
        </message>
        <message>
            <source>Copy &amp;As</source>
            <translation>形式を指定してコピー(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>表示(&amp;V)</translation>
        </message>
        <message>
            <source>Sectio&amp;ns of the Actor</source>
            <translation>アクターのセクション(&amp;N)</translation>
        </message>
        <message>
            <source>Dock&amp;s</source>
            <translation>ドック(&amp;S)</translation>
        </message>
        <message>
            <source>Lis&amp;t of Actors</source>
            <translation>アクターの一覧(&amp;T)</translation>
        </message>
        <message>
            <source>The&amp;me</source>
            <translation>テーマ(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Density</source>
            <translation>表示密度(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Zoom</source>
            <translation>ズーム(&amp;Z)</translation>
        </message>
        <message>
            <source>&amp;Actor</source>
            <translation>アクター(&amp;A)</translation>
        </message>
        <message>
            <source>&amp;More</source>
            <translation>その他(&amp;M)</translation>
        </message>
        <message>
            <source>Act&amp;ions</source>
            <translation>アクション(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Events</source>
            <translation>イベント(&amp;E)</translation>
        </message>
        <message>
            <source>Re&amp;PL</source>
            <translation>REPL(&amp;P)</translation>
        </message>
        <message>
            <source>De&amp;tails</source>
            <translation>詳細(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Namespace</source>
            <translation>名前空間(&amp;N)</translation>
        </message>
        <message>
            <source>Runner &amp;Pools</source>
            <translation>ランナープール(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Datacenters</source>
            <translation>データセンター(&amp;D)</translation>
        </message>
        <message>
            <source>Saved Conn&amp;ections</source>
            <translation>保存済みの接続(&amp;E)</translation>
        </message>
        <message>
            <source>En&amp;gine</source>
            <translation>エンジン(&amp;G)</translation>
        </message>
        <message>
            <source>&amp;Tools</source>
            <translation>ツール(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Kept Copies</source>
            <translation>保管されたコピー(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Jobs</source>
            <translation>ジョブ(&amp;J)</translation>
        </message>
        <message>
            <source>&amp;Notifications</source>
            <translation>通知(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Other</source>
            <translation>その他(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Window</source>
            <translation>ウィンドウ(&amp;W)</translation>
        </message>
        <message>
            <source>New Namespace</source>
            <translation>新しい名前空間</translation>
        </message>
        <message>
            <source>lower case, digits and dashes</source>
            <translation>小文字、数字、ハイフン</translation>
        </message>
        <message>
            <source>the name</source>
            <translation>名前と同じ</translation>
        </message>
        <message>
            <source>&amp;Display name</source>
            <translation>表示名(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Create Namespace</source>
            <translation>名前空間を作成(&amp;C)</translation>
        </message>
        <message>
            <source>Actors</source>
            <translation>アクター</translation>
        </message>
        <message>
            <source>Found on the engine</source>
            <translation>エンジンで見つかったもの</translation>
        </message>
        <message>
            <source>This is not possible now.</source>
            <translation>これは今はできません。</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>コマンド</translation>
        </message>
        <message>
            <source>Views and sections</source>
            <translation>ビューとセクション</translation>
        </message>
        <message>
            <source>Runner pools</source>
            <translation>ランナープール</translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s)</source>
            <translation>
                <numerusform>ランナー %n 個</numerusform>
            </translation>
        </message>
        <message>
            <source>Filter the list of actors</source>
            <translation>アクターの一覧を絞り込む</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>すべて表示</translation>
        </message>
        <message>
            <source>Show the actors that match</source>
            <translation>一致するアクターを表示</translation>
        </message>
        <message>
            <source>Actors of this type</source>
            <translation>このタイプのアクター</translation>
        </message>
        <message>
            <source>Without a filter</source>
            <translation>フィルターなし</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>最近使用</translation>
        </message>
        <message>
            <source>&amp;Give Keys</source>
            <translation>キーを割り当て(&amp;G)</translation>
        </message>
        <message>
            <source>Take Keys A&amp;way</source>
            <translation>割り当てを解除(&amp;W)</translation>
        </message>
        <message>
            <source>Re&amp;set</source>
            <translation>リセット(&amp;S)</translation>
        </message>
        <message>
            <source>Find a command or keys</source>
            <translation>コマンドまたはキーを検索</translation>
        </message>
        <message>
            <source>New keys</source>
            <translation>新しいキー</translation>
        </message>
        <message>
            <source>Reset All &amp;Keys</source>
            <translation>すべてのキーをリセット(&amp;K)</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>エクスポート(&amp;E)…</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>インポート(&amp;I)…</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>コマンド</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>ショートカットキー</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>動作</translation>
        </message>
        <message>
            <source>Changed; usually %1</source>
            <translation>変更済み (通常は %1)</translation>
        </message>
        <message>
            <source>Choose a command</source>
            <translation>コマンドを選択</translation>
        </message>
        <message>
            <source>%1 belongs to “%2”. Take it away there first, or choose others.</source>
            <translation>%1 は「%2」に割り当て済みです。先にそちらを解除するか、別のキーを選んでください。</translation>
        </message>
        <message>
            <source>Export Shortcuts</source>
            <translation>ショートカットをエクスポート</translation>
        </message>
        <message>
            <source>The shortcuts were written to %1.</source>
            <translation>ショートカットを %1 に書き込みました。</translation>
        </message>
        <message>
            <source>Import Shortcuts</source>
            <translation>ショートカットをインポート</translation>
        </message>
        <message>
            <source>%1 could not be read.</source>
            <translation>%1 を読み取れませんでした。</translation>
        </message>
        <message>
            <source>%1 does not list shortcuts, so nothing was changed.</source>
            <translation>%1 はショートカットの一覧ではないため、何も変更されませんでした。</translation>
        </message>
        <message>
            <source>The shortcuts of %1 are in use.</source>
            <translation>%1 のショートカットを使用しています。</translation>
        </message>
        <message>
            <source>Time to the engine and back; a click asks again now</source>
            <translation>エンジンとの往復時間 (クリックで今すぐ再測定)</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>ジョブ %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>Read-only</source>
            <translation>読み取り専用</translation>
        </message>
        <message>
            <source>Writes allowed</source>
            <translation>書き込み可</translation>
        </message>
        <message>
            <source>Writes allowed %1:%2</source>
            <comment>minutes and seconds left</comment>
            <translation>書き込み可 %1:%2</translation>
        </message>
        <message>
            <source>Connecting to %1…</source>
            <translation>%1 に接続中…</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>接続しました</translation>
        </message>
        <message>
            <source>Connection lost · stale for %1</source>
            <translation>接続が切れました · 古いデータ (%1)</translation>
        </message>
        <message>
            <source>Not connected to %1</source>
            <translation>%1 に接続されていません</translation>
        </message>
        <message>
            <source>inspector v%1</source>
            <translation>インスペクター v%1</translation>
        </message>
        <message>
            <source>RivetKit %1</source>
            <translation>RivetKit %1</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>未接続</translation>
        </message>
        <message>
            <source>RTT %1 ms</source>
            <translation>RTT %1 ms</translation>
        </message>
        <message>
            <source>%1: %2 of %3</source>
            <comment>a job and its progress</comment>
            <translation>%1: %2 / %3</translation>
        </message>
        <message>
            <source>engine %1</source>
            <translation>エンジン %1</translation>
        </message>
        <message>
            <source>%1
A preview: the next actor you look at takes its place. A double click keeps it.</source>
            <translation>%1
プレビューです。次に表示するアクターに置き換わります。ダブルクリックすると残ります。</translation>
        </message>
        <message>
            <source>%1 / %2</source>
            <comment>a connection and its namespace</comment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>No actor is open.</source>
            <translation>開いているアクターはありません。</translation>
        </message>
        <message>
            <source>No other actor is open.</source>
            <translation>ほかに開いているアクターはありません。</translation>
        </message>
        <message>
            <source>This tab stays open anyway.</source>
            <translation>このタブはもともと開いたままです。</translation>
        </message>
        <message>
            <source>It is the first tab.</source>
            <translation>最初のタブです。</translation>
        </message>
        <message>
            <source>It is the last tab.</source>
            <translation>最後のタブです。</translation>
        </message>
        <message>
            <source>No tab was closed here.</source>
            <translation>ここで閉じたタブはありません。</translation>
        </message>
        <message>
            <source>No other connection is open in this window.</source>
            <translation>このウィンドウでほかに開いている接続はありません。</translation>
        </message>
        <message>
            <source>Allow Changes</source>
            <translation>変更を許可</translation>
        </message>
        <message>
            <source>%1 is a production connection. Until the time is over, this program may change and destroy what is there; then it is read-only again.</source>
            <translation>%1 は本番の接続です。時間が終わるまで、このプログラムはそこにあるものを変更・破棄できます。その後は再び読み取り専用になります。</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n 分</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Type the namespace's name, %1:</source>
            <translation>名前空間の名前 %1 を入力(&amp;T):</translation>
        </message>
        <message>
            <source>&amp;For:</source>
            <translation>期間(&amp;F):</translation>
        </message>
        <message>
            <source>&amp;New Connection…</source>
            <translation>新しい接続(&amp;N)…</translation>
        </message>
        <message>
            <source>Add the endpoint of an engine</source>
            <translation>エンジンのエンドポイントを追加</translation>
        </message>
        <message>
            <source>&amp;Edit Connection…</source>
            <translation>接続を編集(&amp;E)…</translation>
        </message>
        <message>
            <source>Change the current connection</source>
            <translation>現在の接続を変更</translation>
        </message>
        <message>
            <source>Connect No&amp;w</source>
            <translation>今すぐ接続(&amp;W)</translation>
        </message>
        <message>
            <source>Connect what waits since the session was restored</source>
            <translation>セッションの復元以降、待機しているものに接続</translation>
        </message>
        <message>
            <source>Close Connect&amp;ion</source>
            <translation>接続を閉じる(&amp;I)</translation>
        </message>
        <message>
            <source>Close the tab of this connection and its actors</source>
            <translation>この接続のタブとそのアクターを閉じる</translation>
        </message>
        <message>
            <source>Next &amp;Connection</source>
            <translation>次の接続(&amp;C)</translation>
        </message>
        <message>
            <source>Show the next connection's tab</source>
            <translation>次の接続のタブを表示</translation>
        </message>
        <message>
            <source>Pre&amp;vious Connection</source>
            <translation>前の接続(&amp;V)</translation>
        </message>
        <message>
            <source>Show the tab of the connection before</source>
            <translation>前の接続のタブを表示</translation>
        </message>
        <message>
            <source>Retry N&amp;ow</source>
            <translation>今すぐ再試行(&amp;O)</translation>
        </message>
        <message>
            <source>Try to reach the engine again now</source>
            <translation>エンジンへの接続を今すぐ再試行</translation>
        </message>
        <message>
            <source>&amp;Copy Endpoint</source>
            <translation>エンドポイントをコピー(&amp;C)</translation>
        </message>
        <message>
            <source>Copy the endpoint, without its token</source>
            <translation>エンドポイントをトークンなしでコピー</translation>
        </message>
        <message>
            <source>Let this program change what a read-only connection shows, or forbid it again</source>
            <translation>読み取り専用の接続の内容をこのプログラムが変更することを許可、または再び禁止</translation>
        </message>
        <message>
            <source>&amp;New Namespace…</source>
            <translation>新しい名前空間(&amp;N)…</translation>
        </message>
        <message>
            <source>Create a namespace on this engine</source>
            <translation>このエンジンに名前空間を作成</translation>
        </message>
        <message>
            <source>Go to in New Ta&amp;b…</source>
            <translation>新しいタブに移動(&amp;B)…</translation>
        </message>
        <message>
            <source>Find an actor and open it in its own tab</source>
            <translation>アクターを検索して専用のタブで開く</translation>
        </message>
        <message>
            <source>&amp;Keep Tab Open</source>
            <translation>タブを開いたままにする(&amp;K)</translation>
        </message>
        <message>
            <source>Keep this actor's tab when another actor is looked at</source>
            <translation>別のアクターを表示しても、このアクターのタブを残す</translation>
        </message>
        <message>
            <source>&amp;Close Tab</source>
            <translation>タブを閉じる(&amp;C)</translation>
        </message>
        <message>
            <source>Close the actor that is shown</source>
            <translation>表示中のアクターを閉じる</translation>
        </message>
        <message>
            <source>Close &amp;Other Tabs</source>
            <translation>ほかのタブを閉じる(&amp;O)</translation>
        </message>
        <message>
            <source>Close every actor of this connection but the one that is shown</source>
            <translation>表示中のもの以外、この接続のアクターをすべて閉じる</translation>
        </message>
        <message>
            <source>Reo&amp;pen Closed Tab</source>
            <translation>閉じたタブを再び開く(&amp;P)</translation>
        </message>
        <message>
            <source>Open the actor closed last again</source>
            <translation>最後に閉じたアクターを再び開く</translation>
        </message>
        <message>
            <source>Ne&amp;xt Tab</source>
            <translation>次のタブ(&amp;X)</translation>
        </message>
        <message>
            <source>Show the next open actor</source>
            <translation>次の開いているアクターを表示</translation>
        </message>
        <message>
            <source>&amp;Previous Tab</source>
            <translation>前のタブ(&amp;P)</translation>
        </message>
        <message>
            <source>Show the open actor before this one</source>
            <translation>これより前の開いているアクターを表示</translation>
        </message>
        <message>
            <source>Move Tab &amp;Back</source>
            <translation>タブを左へ移動(&amp;B)</translation>
        </message>
        <message>
            <source>Put this tab before the one to its left</source>
            <translation>このタブを左隣のタブの前に移す</translation>
        </message>
        <message>
            <source>Move Tab &amp;Forward</source>
            <translation>タブを右へ移動(&amp;F)</translation>
        </message>
        <message>
            <source>Put this tab behind the one to its right</source>
            <translation>このタブを右隣のタブの後ろに移す</translation>
        </message>
        <message>
            <source>Move Tab to New &amp;Window</source>
            <translation>タブを新しいウィンドウへ移動(&amp;W)</translation>
        </message>
        <message>
            <source>Show this actor in a window of its own</source>
            <translation>このアクターを専用のウィンドウで表示</translation>
        </message>
        <message>
            <source>&amp;New Window</source>
            <translation>新しいウィンドウ(&amp;N)</translation>
        </message>
        <message>
            <source>Open another window on this connection</source>
            <translation>この接続で別のウィンドウを開く</translation>
        </message>
        <message>
            <source>Clos&amp;e Window</source>
            <translation>ウィンドウを閉じる(&amp;E)</translation>
        </message>
        <message>
            <source>Close this window; the program ends with the last one</source>
            <translation>このウィンドウを閉じる (最後のウィンドウを閉じるとプログラムは終了します)</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>終了(&amp;Q)</translation>
        </message>
        <message>
            <source>Close all windows and stop the local engine</source>
            <translation>すべてのウィンドウを閉じ、ローカルエンジンを停止</translation>
        </message>
        <message>
            <source>Restore &amp;Session</source>
            <translation>セッションを復元(&amp;S)</translation>
        </message>
        <message>
            <source>Open what was open when the program ended unexpectedly</source>
            <translation>プログラムが予期せず終了したときに開いていたものを開く</translation>
        </message>
        <message>
            <source>Start Cle&amp;an</source>
            <translation>新規に開始(&amp;A)</translation>
        </message>
        <message>
            <source>Forget what was open when the program ended unexpectedly</source>
            <translation>プログラムが予期せず終了したときに開いていたものを破棄</translation>
        </message>
        <message>
            <source>Prefere&amp;nces…</source>
            <translation>設定(&amp;N)…</translation>
        </message>
        <message>
            <source>Change how the program looks and works</source>
            <translation>プログラムの外観と動作を変更</translation>
        </message>
        <message>
            <source>&amp;Go to Anything…</source>
            <translation>どこへでも移動(&amp;G)…</translation>
        </message>
        <message>
            <source>Go to an actor, a key, a view or a command by typing</source>
            <translation>入力してアクター、キー、ビュー、コマンドに移動</translation>
        </message>
        <message>
            <source>Run Co&amp;mmand…</source>
            <translation>コマンドを実行(&amp;M)…</translation>
        </message>
        <message>
            <source>Find a command and run it</source>
            <translation>コマンドを検索して実行</translation>
        </message>
        <message>
            <source>&amp;New Actor…</source>
            <translation>新しいアクター(&amp;N)…</translation>
        </message>
        <message>
            <source>Create an actor in this namespace</source>
            <translation>この名前空間にアクターを作成します</translation>
        </message>
        <message>
            <source>&amp;Open by ID or Key…</source>
            <translation>ID またはキーで開く(&amp;O)…</translation>
        </message>
        <message>
            <source>Show the actor with this ID or key</source>
            <translation>この ID またはキーのアクターを表示します</translation>
        </message>
        <message>
            <source>&amp;Filter Actors</source>
            <translation>アクターをフィルター(&amp;F)</translation>
        </message>
        <message>
            <source>Type to filter the list of actors</source>
            <translation>入力してアクターの一覧を絞り込みます</translation>
        </message>
        <message>
            <source>&amp;Refresh</source>
            <translation>更新(&amp;R)</translation>
        </message>
        <message>
            <source>Ask the engine for everything again</source>
            <translation>エンジンにすべてを問い合わせ直します</translation>
        </message>
        <message>
            <source>Ne&amp;xt Pane</source>
            <translation>次のペイン(&amp;X)</translation>
        </message>
        <message>
            <source>Move the focus to the next part of the window</source>
            <translation>フォーカスをウィンドウの次の部分に移します</translation>
        </message>
        <message>
            <source>&amp;Previous Pane</source>
            <translation>前のペイン(&amp;P)</translation>
        </message>
        <message>
            <source>Move the focus to the previous part of the window</source>
            <translation>フォーカスをウィンドウの前の部分に移します</translation>
        </message>
        <message>
            <source>Zoom &amp;In</source>
            <translation>拡大(&amp;I)</translation>
        </message>
        <message>
            <source>Make everything larger</source>
            <translation>すべてを大きくします</translation>
        </message>
        <message>
            <source>Zoom &amp;Out</source>
            <translation>縮小(&amp;O)</translation>
        </message>
        <message>
            <source>Make everything smaller</source>
            <translation>すべてを小さくします</translation>
        </message>
        <message>
            <source>&amp;Usual Size</source>
            <translation>標準サイズ(&amp;U)</translation>
        </message>
        <message>
            <source>Give everything its usual size</source>
            <translation>すべてを標準の大きさに戻します</translation>
        </message>
        <message>
            <source>Reset La&amp;yout</source>
            <translation>レイアウトをリセット(&amp;Y)</translation>
        </message>
        <message>
            <source>Put panes and docks where they were at first</source>
            <translation>ペインとドックを最初の配置に戻します</translation>
        </message>
        <message>
            <source>Show or Hide &amp;Docks</source>
            <translation>ドックの表示/非表示(&amp;D)</translation>
        </message>
        <message>
            <source>Hide the docks, or bring back those shown last</source>
            <translation>ドックを隠すか、最後に表示していたものを戻します</translation>
        </message>
        <message>
            <source>Move to the &amp;Bottom</source>
            <translation>下へ移動(&amp;B)</translation>
        </message>
        <message>
            <source>Put the dock used last at the bottom of the window</source>
            <translation>最後に使ったドックをウィンドウの下に置きます</translation>
        </message>
        <message>
            <source>Move to the &amp;Left</source>
            <translation>左へ移動(&amp;L)</translation>
        </message>
        <message>
            <source>Put the dock used last at the left of the window</source>
            <translation>最後に使ったドックをウィンドウの左に置きます</translation>
        </message>
        <message>
            <source>Move to the Ri&amp;ght</source>
            <translation>右へ移動(&amp;G)</translation>
        </message>
        <message>
            <source>Put the dock used last at the right of the window</source>
            <translation>最後に使ったドックをウィンドウの右に置きます</translation>
        </message>
        <message>
            <source>&amp;Start Engine</source>
            <translation>エンジンを起動(&amp;S)</translation>
        </message>
        <message>
            <source>Start the engine inside this program</source>
            <translation>このプログラム内のエンジンを起動します</translation>
        </message>
        <message>
            <source>S&amp;top Engine</source>
            <translation>エンジンを停止(&amp;T)</translation>
        </message>
        <message>
            <source>Let actors save and stop the engine inside this program</source>
            <translation>アクターに保存させてから、このプログラム内のエンジンを停止します</translation>
        </message>
        <message>
            <source>&amp;Restart Engine</source>
            <translation>エンジンを再起動(&amp;R)</translation>
        </message>
        <message>
            <source>Stop the engine inside this program and start it again</source>
            <translation>このプログラム内のエンジンを停止し、もう一度起動します</translation>
        </message>
        <message>
            <source>&amp;Open Data Folder</source>
            <translation>データフォルダーを開く(&amp;O)</translation>
        </message>
        <message>
            <source>Show the folder where the engine keeps its data</source>
            <translation>エンジンがデータを保存しているフォルダーを表示します</translation>
        </message>
        <message>
            <source>&amp;Keyboard Shortcuts…</source>
            <translation>キーボードショートカット(&amp;K)…</translation>
        </message>
        <message>
            <source>See every command's keys and change them</source>
            <translation>各コマンドのキーを確認し、変更します</translation>
        </message>
        <message>
            <source>&amp;About Rove</source>
            <translation>Rove について(&amp;A)</translation>
        </message>
        <message>
            <source>Version and licence</source>
            <translation>バージョンとライセンス</translation>
        </message>
        <message>
            <source>As the &amp;System</source>
            <translation>システムに合わせる(&amp;S)</translation>
        </message>
        <message>
            <source>Light or dark as the desktop is</source>
            <translation>デスクトップに合わせてライトまたはダークにします</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>ライト(&amp;L)</translation>
        </message>
        <message>
            <source>Always light</source>
            <translation>常にライト</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>ダーク(&amp;D)</translation>
        </message>
        <message>
            <source>Always dark</source>
            <translation>常にダーク</translation>
        </message>
        <message>
            <source>&amp;Compact</source>
            <translation>コンパクト(&amp;C)</translation>
        </message>
        <message>
            <source>Low rows in lists</source>
            <translation>一覧の行を低くします</translation>
        </message>
        <message>
            <source>&amp;Normal</source>
            <translation>標準(&amp;N)</translation>
        </message>
        <message>
            <source>Rows of usual height in lists</source>
            <translation>一覧の行を標準の高さにします</translation>
        </message>
        <message>
            <source>C&amp;omfortable</source>
            <translation>ゆったり(&amp;O)</translation>
        </message>
        <message>
            <source>High rows in lists</source>
            <translation>一覧の行を高くします</translation>
        </message>
        <message>
            <source>Show Destroy&amp;ed Actors</source>
            <translation>破棄済みアクターを表示(&amp;E)</translation>
        </message>
        <message>
            <source>List actors that are gone, too</source>
            <translation>すでに存在しないアクターも一覧に表示します</translation>
        </message>
        <message>
            <source>Narro&amp;w Navigation</source>
            <translation>ナビゲーションを縮小(&amp;W)</translation>
        </message>
        <message>
            <source>Show only the icons of the navigation</source>
            <translation>ナビゲーションのアイコンだけを表示します</translation>
        </message>
        <message>
            <source>F&amp;ull Screen</source>
            <translation>全画面(&amp;U)</translation>
        </message>
        <message>
            <source>Give the window the whole screen</source>
            <translation>ウィンドウを画面全体に表示します</translation>
        </message>
        <message>
            <source>No session waits to be restored.</source>
            <translation>復元できるセッションはありません。</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>Navigation</source>
            <translation>ナビゲーション</translation>
        </message>
        <message>
            <source>The session from before was restored.</source>
            <translation>前回のセッションを復元しました。</translation>
        </message>
        <message>
            <source>Rove did not end as it should last time. What was open, with edits that were not applied, can be restored.</source>
            <translation>Rove は前回正常に終了しませんでした。開いていたものは、適用していない編集も含めて復元できます。</translation>
        </message>
        <message>
            <source>Jobs Are Running</source>
            <translation>ジョブが実行中です</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) are not done. Quit and cancel them?</source>
            <translation>
                <numerusform>%n 件のジョブが終わっていません。ジョブを中止して終了しますか?</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Quit and Cancel Jobs</source>
            <translation>ジョブを中止して終了(&amp;Q)</translation>
        </message>
        <message>
            <source>This is no link that Rove can open: %1</source>
            <translation>Rove で開けないリンクです: %1</translation>
        </message>
        <message>
            <source>Open actors</source>
            <translation>開いているアクター</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>a connection and its address</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>概要</translation>
        </message>
        <message>
            <source>O&amp;verview</source>
            <translation>概要(&amp;V)</translation>
        </message>
        <message>
            <source>Show how the namespace is</source>
            <translation>名前空間の様子を表示します</translation>
        </message>
        <message>
            <source>&amp;Actors</source>
            <translation>アクター(&amp;A)</translation>
        </message>
        <message>
            <source>Show the list of actors</source>
            <translation>アクターの一覧を表示します</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>ジョブ</translation>
        </message>
        <message>
            <source>Show what is being done to many actors</source>
            <translation>多数のアクターに対する処理を表示します</translation>
        </message>
        <message>
            <source>Kept copies</source>
            <translation>保管したコピー</translation>
        </message>
        <message>
            <source>Show the copies of actors that were destroyed from here</source>
            <translation>ここから破棄したアクターのコピーを表示します</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Noti&amp;fications</source>
            <translation>通知(&amp;F)</translation>
        </message>
        <message>
            <source>Show what has happened</source>
            <translation>これまでの出来事を表示します</translation>
        </message>
        <message>
            <source>&amp;Connections</source>
            <translation>接続(&amp;C)</translation>
        </message>
        <message>
            <source>Show the saved connections</source>
            <translation>保存した接続を表示します</translation>
        </message>
        <message>
            <source>&amp;Local Engine</source>
            <translation>ローカルエンジン(&amp;L)</translation>
        </message>
        <message>
            <source>Show the engine inside this program</source>
            <translation>このプログラム内のエンジンを表示します</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Show the actor's state</source>
            <translation>アクターの状態を表示します</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>アクション</translation>
        </message>
        <message>
            <source>Call the actor's actions</source>
            <translation>アクターのアクションを呼び出します</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>イベント</translation>
        </message>
        <message>
            <source>Show what happened to the actor, in order</source>
            <translation>アクターに起きたことを順に表示します</translation>
        </message>
        <message>
            <source>REPL</source>
            <translation>コンソール (REPL)</translation>
        </message>
        <message>
            <source>&amp;REPL</source>
            <translation>コンソール (REPL)(&amp;R)</translation>
        </message>
        <message>
            <source>Work with the actor in JavaScript</source>
            <translation>JavaScript でアクターを操作します</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>詳細</translation>
        </message>
        <message>
            <source>&amp;Details</source>
            <translation>詳細(&amp;D)</translation>
        </message>
        <message>
            <source>Show what is known about the actor</source>
            <translation>アクターについてわかっていることを表示します</translation>
        </message>
        <message>
            <source>Event log</source>
            <translation>イベントログ</translation>
        </message>
        <message>
            <source>&amp;Event Log</source>
            <translation>イベントログ(&amp;E)</translation>
        </message>
        <message>
            <source>Keep the actor's events in sight</source>
            <translation>アクターのイベントを常に表示します</translation>
        </message>
        <message>
            <source>Keep the actor's REPL in sight</source>
            <translation>アクターのコンソール (REPL) を常に表示します</translation>
        </message>
        <message>
            <source>Keep the jobs in sight</source>
            <translation>ジョブを常に表示します</translation>
        </message>
        <message>
            <source>Keep the notifications in sight</source>
            <translation>通知を常に表示します</translation>
        </message>
        <message>
            <source>Tool bar</source>
            <translation>ツールバー</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>Namespace</source>
            <translation>名前空間</translation>
        </message>
        <message numerus="yes">
            <source>Notifications, %n unread</source>
            <translation>
                <numerusform>通知、未読 %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>The local engine has stopped.</source>
            <translation>ローカルエンジンが停止しました。</translation>
        </message>
        <message>
            <source>The connection was lost.</source>
            <translation>接続が失われました。</translation>
        </message>
        <message>
            <source>The connection is back.</source>
            <translation>接続が回復しました。</translation>
        </message>
        <message numerus="yes">
            <source>The job “%1” ended with %n failure(s).</source>
            <translation>
                <numerusform>ジョブ「%1」は %n 件の失敗で終了しました。</numerusform>
            </translation>
        </message>
        <message>
            <source>The job “%1” is done.</source>
            <translation>ジョブ「%1」が完了しました。</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>表示</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>a namespace and a status</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Stop searching</source>
            <translation>検索を止める</translation>
        </message>
        <message>
            <source>There are more than are shown.</source>
            <translation>表示しきれない結果があります。</translation>
        </message>
        <message>
            <source>Type more of it.</source>
            <translation>もう少し入力してください。</translation>
        </message>
        <message numerus="yes">
            <source>%n namespace(s) could not be searched.</source>
            <translation>
                <numerusform>%n 個の名前空間を検索できませんでした。</numerusform>
            </translation>
        </message>
        <message>
            <source>The namespaces cannot be listed.</source>
            <translation>名前空間の一覧を取得できません。</translation>
        </message>
        <message>
            <source>In all namespaces</source>
            <translation>すべての名前空間</translation>
        </message>
        <message>
            <source>Type an ID, a key, or how a type begins.</source>
            <translation>ID、キー、または型名の先頭を入力してください。</translation>
        </message>
        <message>
            <source>Every namespace of this engine is asked.</source>
            <translation>このエンジンのすべての名前空間に問い合わせます。</translation>
        </message>
        <message>
            <source>In all namespaces — %1 of %2 searched</source>
            <translation>すべての名前空間 — %2 個中 %1 個を検索済み</translation>
        </message>
        <message>
            <source>The search was stopped.</source>
            <translation>検索は止められました。</translation>
        </message>
        <message>
            <source>%1 of %2 namespaces were searched.</source>
            <translation>%2 個中 %1 個の名前空間を検索しました。</translation>
        </message>
        <message>
            <source>No namespace has it.</source>
            <translation>どの名前空間にもありません。</translation>
        </message>
        <message>
            <source>IDs and keys must be whole.</source>
            <translation>ID とキーは完全に入力してください。</translation>
        </message>
        <message>
            <source>&gt; commands    @ views and sections    # pools    : filter the list    * all namespaces</source>
            <translation>&gt; コマンド    @ ビューとセクション    # プール    : 一覧をフィルター    * すべての名前空間</translation>
        </message>
        <message>
            <source>Layouts</source>
            <translation>レイアウト</translation>
        </message>
        <message>
            <source>Layout %1</source>
            <translation>レイアウト %1</translation>
        </message>
        <message>
            <source>Elsewhere</source>
            <translation>ほかの場所</translation>
        </message>
        <message>
            <source>Search all namespaces for “%1”</source>
            <translation>すべての名前空間で「%1」を検索</translation>
        </message>
        <message>
            <source>Find an actor in every namespace of this engine</source>
            <translation>このエンジンのすべての名前空間からアクターを探します</translation>
        </message>
        <message>
            <source>&amp;Save Layout As…</source>
            <translation>レイアウトに名前を付けて保存(&amp;S)…</translation>
        </message>
        <message>
            <source>Keep where panes and docks are under a name</source>
            <translation>ペインとドックの配置に名前を付けて保存します</translation>
        </message>
        <message>
            <source>&amp;Help on This</source>
            <translation>この部分のヘルプ(&amp;H)</translation>
        </message>
        <message>
            <source>Say what the part of the window is that has the focus</source>
            <translation>フォーカスのある部分の説明を表示します</translation>
        </message>
        <message>
            <source>&amp;What’s This?</source>
            <translation>これは何?(&amp;W)</translation>
        </message>
        <message>
            <source>Say what the part of the window is that is clicked next</source>
            <translation>次にクリックした部分の説明を表示します</translation>
        </message>
        <message>
            <source>How the namespace is now: what its actors do and which fail, its types and pools, and what was opened here last. A part that is clicked shows the actors it counts. Looking wakes nobody.</source>
            <translation>名前空間の現在の様子です。アクターの動作と失敗、型とプール、最近ここで開いたものを示します。部分をクリックすると、数えられているアクターを表示します。見るだけでは何も起こしません。</translation>
        </message>
        <message>
            <source>The actors of the namespace, and beside them the one that is chosen. Type to filter, click a header to sort. Looking at an actor never wakes it; what is done to several becomes a job.</source>
            <translation>名前空間のアクターと、その隣に選んだアクターを表示します。入力で絞り込み、見出しのクリックで並べ替えます。見るだけではアクターは起きません。複数への操作はジョブになります。</translation>
        </message>
        <message>
            <source>What is being done to many actors at once: how far it is, and what failed and why. A job can be paused, cancelled, and tried again where it failed.</source>
            <translation>多数のアクターに対して行われていることです。進み具合、失敗とその理由を示します。ジョブは一時停止、取り消し、失敗分の再試行ができます。</translation>
        </message>
        <message>
            <source>Copies of actors that were destroyed from here, with the states they had. A copy can become an actor again.</source>
            <translation>ここから破棄されたアクターの、状態を含むコピーです。コピーから再びアクターを作れます。</translation>
        </message>
        <message>
            <source>What happened while the program runs: connections that were lost and are back, jobs that ended, the local engine.</source>
            <translation>プログラムの実行中に起きたことです。切れた接続と回復した接続、終わったジョブ、ローカルエンジンについて示します。</translation>
        </message>
        <message>
            <source>The engines you know: saved connections, engines found on this machine, and places that were opened last. Choose one to connect.</source>
            <translation>既知のエンジンです。保存済みの接続、このマシンで見つかったエンジン、最近開いた場所が並びます。選ぶと接続します。</translation>
        </message>
        <message>
            <source>The Rivet engine inside this program: where it answers, where it keeps its data, and the types of actors it runs. It stops when the program ends.</source>
            <translation>このプログラムに内蔵された Rivet エンジンです。応答する場所、データの保存先、実行できるアクターの型を示します。プログラムの終了とともに止まります。</translation>
        </message>
        <message>
            <source>What the actor keeps. Live values change as you look; what you change are edits until you apply them, and only the paths you edited are written. Earlier versions can be looked at and brought back.</source>
            <translation>アクターが保持する内容です。ライブの値は見ている間にも変わります。変更は適用するまで編集として残り、編集したパスだけが書き込まれます。以前の版を見たり戻したりできます。</translation>
        </message>
        <message>
            <source>Calls an action with arguments and shows its answer, how long it took, and the calls before. A sleeping actor is started by a call.</source>
            <translation>引数を付けてアクションを呼び出し、応答、所要時間、以前の呼び出しを表示します。眠っているアクターは呼び出しで起動します。</translation>
        </message>
        <message>
            <source>What happened to the actor, in order, as far as its inspector tells: its state, connections, queue and schedules, its life, and what you did to it. A row that is chosen shows what was before and after.</source>
            <translation>インスペクターが伝える範囲で、アクターに起きたことを順に示します。状態、接続、キュー、スケジュール、一生の出来事、ここからの操作です。行を選ぶと前後の内容を表示します。</translation>
        </message>
        <message>
            <source>JavaScript with the actor in it: actor.increment(1) calls the action and gives its answer. What was run can be found and run again.</source>
            <translation>アクターを扱える JavaScript です。actor.increment(1) はアクションを呼び出して応答を返します。実行したものは探して再び実行できます。</translation>
        </message>
        <message>
            <source>Everything that is known about the actor: who it is, where it runs, when what happened, why it failed, and how code reaches it.</source>
            <translation>アクターについて分かっているすべてです。何者か、どこで動くか、いつ何が起きたか、なぜ失敗したか、コードからの到達方法を示します。</translation>
        </message>
        <message>
            <source>Search A&amp;ll Namespaces…</source>
            <translation>すべての名前空間を検索(&amp;L)…</translation>
        </message>
        <message>
            <source>The engine took the command, and the actor goes on. Stopping it on command needs RivetKit %1; this actor runs %2 and sleeps by itself when it is idle.</source>
            <translation>エンジンはコマンドを受け付けましたが、アクターは動き続けています。コマンドで停止するには RivetKit %1 が必要です。このアクターは %2 で動いており、何もしていないときに自動的にスリープします。</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::StatePage</name>
        <message numerus="yes">
            <source>%n unchanged</source>
            <comment>entries</comment>
            <translation>
                <numerusform>%n 件変更なし</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, added %2</source>
            <translation>%1、%2 を追加</translation>
        </message>
        <message>
            <source>%1, removed %2</source>
            <translation>%1、%2 を削除</translation>
        </message>
        <message>
            <source>%1, changed from %2 to %3</source>
            <translation>%1、%2 から %3 に変更</translation>
        </message>
        <message>
            <source>%1, with changes</source>
            <translation>%1、変更あり</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>パス</translation>
        </message>
        <message>
            <source>Differences</source>
            <translation>差分</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>比較元(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;with</source>
            <translation>比較先(&amp;W)</translation>
        </message>
        <message>
            <source>Compare this state</source>
            <translation>この状態を比較</translation>
        </message>
        <message>
            <source>With this state</source>
            <translation>比較先の状態</translation>
        </message>
        <message>
            <source>Swap the two sides</source>
            <translation>左右を入れ替え</translation>
        </message>
        <message>
            <source>No differences</source>
            <translation>差分なし</translation>
        </message>
        <message>
            <source>Both states hold the same values.</source>
            <translation>どちらの状態も値は同じです。</translation>
        </message>
        <message>
            <source>Nothing to compare</source>
            <translation>比較するものがありません</translation>
        </message>
        <message>
            <source>More than %L1 differences</source>
            <translation>差分が %L1 件を超えています</translation>
        </message>
        <message numerus="yes">
            <source>%n added</source>
            <comment>differences</comment>
            <translation>
                <numerusform>追加 %n 件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n removed</source>
            <comment>differences</comment>
            <translation>
                <numerusform>削除 %n 件</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed</source>
            <comment>differences</comment>
            <translation>
                <numerusform>変更 %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>+ %1   − %2   ~ %3</source>
            <comment>counts of a comparison</comment>
            <translation>+ %1   − %2   ~ %3</translation>
        </message>
        <message>
            <source>the difference</source>
            <translation>差分</translation>
        </message>
        <message>
            <source>seen when Rove looked</source>
            <translation>Rove が確認した時点</translation>
        </message>
        <message>
            <source>changed by the actor</source>
            <translation>アクターが変更</translation>
        </message>
        <message>
            <source>applied from here</source>
            <translation>ここから適用</translation>
        </message>
        <message>
            <source>version %1 restored</source>
            <translation>バージョン %1 を復元</translation>
        </message>
        <message>
            <source>Histor&amp;y</source>
            <translation>履歴(&amp;Y)</translation>
        </message>
        <message>
            <source>Version of the state</source>
            <translation>状態のバージョン</translation>
        </message>
        <message>
            <source>&amp;Older Version</source>
            <translation>古いバージョン(&amp;O)</translation>
        </message>
        <message>
            <source>Show the version of the state before this one</source>
            <translation>これより前の状態のバージョンを表示します</translation>
        </message>
        <message>
            <source>&amp;Newer Version</source>
            <translation>新しいバージョン(&amp;N)</translation>
        </message>
        <message>
            <source>Show the version of the state after this one</source>
            <translation>これより後の状態のバージョンを表示します</translation>
        </message>
        <message>
            <source>Back to &amp;Live</source>
            <translation>ライブに戻る(&amp;L)</translation>
        </message>
        <message>
            <source>Show what the actor holds now</source>
            <translation>アクターが現在保持している内容を表示します</translation>
        </message>
        <message>
            <source>no versions yet</source>
            <translation>バージョンはまだありません</translation>
        </message>
        <message>
            <source>v%1 · live</source>
            <translation>v%1 · ライブ</translation>
        </message>
        <message>
            <source>v%1 · seen last</source>
            <translation>v%1 · 最後に確認</translation>
        </message>
        <message>
            <source>v%1 of %2</source>
            <translation>v%1/%2</translation>
        </message>
        <message>
            <source>v%1 of %2 · %3</source>
            <translation>v%1/%2 · %3</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1、%2</translation>
        </message>
        <message>
            <source>Only one version was seen so far.</source>
            <translation>これまでに確認したバージョンは 1 つだけです。</translation>
        </message>
        <message>
            <source>This is the oldest version that is kept.</source>
            <translation>これは保管されている最も古いバージョンです。</translation>
        </message>
        <message>
            <source>The live state is shown.</source>
            <translation>ライブの状態を表示しています。</translation>
        </message>
        <message>
            <source>State as JSON</source>
            <translation>状態 (JSON)</translation>
        </message>
        <message>
            <source>Edit as JSON</source>
            <translation>JSON として編集</translation>
        </message>
        <message>
            <source>%1 was applied already, so undo made a new edit with its old value. Apply it to write it.</source>
            <translation>%1 はすでに適用済みのため、取り消しによって元の値に戻す新しい編集を作りました。書き込むには適用してください。</translation>
        </message>
        <message>
            <source>Too large to edit as text</source>
            <translation>大きすぎてテキストとして編集できません</translation>
        </message>
        <message>
            <source>The state takes %1. The tree shows all of it, and it can be exported.</source>
            <translation>状態の大きさは %1 です。ツリーではすべて表示でき、エクスポートもできます。</translation>
        </message>
        <message numerus="yes">
            <source>%1 · %Ln value(s)</source>
            <translation>
                <numerusform>%1 · 値 %Ln 個</numerusform>
            </translation>
        </message>
        <message>
            <source>Applying was given up before anything was written. The edits are still here.</source>
            <translation>何も書き込まないうちに適用を中止しました。編集は残っています。</translation>
        </message>
        <message>
            <source>The edits were not applied and are still here. %1 %2</source>
            <translation>編集は適用されず、残っています。%1 %2</translation>
        </message>
        <message>
            <source>Nothing was written: the actor changed what you edited. Choose for each conflict whether to keep yours or to take the live value.</source>
            <translation>何も書き込まれていません。編集した箇所をアクターが変更しました。競合ごとに、自分の値を保持するか、ライブの値を採用するかを選んでください。</translation>
        </message>
        <message numerus="yes">
            <source>The edits were written, but the actor changed %n value(s) at once.</source>
            <translation>
                <numerusform>編集は書き込まれましたが、アクターがすぐに %n 個の値を変更しました。</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was written: the value at %1 is more than JSON can say, and this actor takes no other form now.</source>
            <translation>何も書き込まれていません。%1 の値は JSON では表せず、このアクターは現在ほかの形式を受け付けません。</translation>
        </message>
        <message>
            <source>You did not wait for it.</source>
            <translation>完了を待ちませんでした。</translation>
        </message>
        <message>
            <source>The edits were sent, but it is not known whether the actor has them. %1 They are still here; apply them again to find out.</source>
            <translation>編集は送信されましたが、アクターに届いたかどうかは不明です。%1 編集は残っています。もう一度適用すると確認できます。</translation>
        </message>
        <message>
            <source>The clipboard holds no JSON: line %1, column %2: %3</source>
            <translation>クリップボードの内容は JSON ではありません: %1 行 %2 列: %3</translation>
        </message>
        <message>
            <source>Choose the value that is to be replaced first.</source>
            <translation>先に、置き換える値を選んでください。</translation>
        </message>
        <message>
            <source>&amp;Apply Edits</source>
            <translation>編集を適用(&amp;A)</translation>
        </message>
        <message>
            <source>Write the edits to the actor and read them back</source>
            <translation>編集をアクターに書き込み、読み直します</translation>
        </message>
        <message>
            <source>&amp;Cancel Applying</source>
            <translation>適用を中止(&amp;C)</translation>
        </message>
        <message>
            <source>Wait no longer; the edits stay</source>
            <translation>これ以上待ちません。編集は残ります</translation>
        </message>
        <message>
            <source>Re&amp;vert Edits</source>
            <translation>編集を元に戻す(&amp;V)</translation>
        </message>
        <message>
            <source>Drop all local edits</source>
            <translation>ローカルの編集をすべて破棄します</translation>
        </message>
        <message>
            <source>Revie&amp;w Edits…</source>
            <translation>編集を確認(&amp;W)…</translation>
        </message>
        <message>
            <source>See all edits beside base and live, and choose which to apply</source>
            <translation>すべての編集をベースやライブと並べて確認し、適用するものを選びます</translation>
        </message>
        <message>
            <source>&amp;Keep Mine</source>
            <translation>自分の値を保持(&amp;K)</translation>
        </message>
        <message>
            <source>Keep the edit of the current row</source>
            <translation>現在の行の編集を保持します</translation>
        </message>
        <message>
            <source>&amp;Take Live</source>
            <translation>ライブを採用(&amp;T)</translation>
        </message>
        <message>
            <source>Drop the edit of the current row</source>
            <translation>現在の行の編集を破棄します</translation>
        </message>
        <message>
            <source>Go to &amp;Next Conflict</source>
            <translation>次の競合へ移動(&amp;N)</translation>
        </message>
        <message>
            <source>Go to the next row that the actor changed too</source>
            <translation>アクターも変更した次の行へ移動します</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>適用</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>元に戻す</translation>
        </message>
        <message>
            <source>Review…</source>
            <translation>確認…</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>次へ</translation>
        </message>
        <message>
            <source>State as &amp;Tree</source>
            <translation>状態をツリーで表示(&amp;T)</translation>
        </message>
        <message>
            <source>Show the state as a tree</source>
            <translation>状態をツリーとして表示します</translation>
        </message>
        <message>
            <source>State as &amp;JSON</source>
            <translation>状態を JSON で表示(&amp;J)</translation>
        </message>
        <message>
            <source>Show and edit the state as JSON text</source>
            <translation>状態を JSON テキストとして表示し、編集します</translation>
        </message>
        <message>
            <source>State &amp;Compared</source>
            <translation>状態を比較(&amp;C)</translation>
        </message>
        <message>
            <source>Compare the state with another one</source>
            <translation>状態をほかの状態と比較します</translation>
        </message>
        <message>
            <source>State as Ta&amp;ble</source>
            <translation>状態を表で表示(&amp;B)</translation>
        </message>
        <message>
            <source>Show the current list of objects as a table</source>
            <translation>現在のオブジェクトのリストを表として表示します</translation>
        </message>
        <message>
            <source>&amp;Value Pane</source>
            <translation>値ペイン(&amp;V)</translation>
        </message>
        <message>
            <source>Show the current value in full beside the tree</source>
            <translation>現在の値の全体をツリーの横に表示します</translation>
        </message>
        <message>
            <source>&amp;Pause Live</source>
            <translation>ライブを一時停止(&amp;P)</translation>
        </message>
        <message>
            <source>Keep the view as it is; versions are recorded all the same</source>
            <translation>表示をそのまま保ちます。バージョンの記録は続きます</translation>
        </message>
        <message>
            <source>Tree</source>
            <translation>ツリー</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>Diff</source>
            <translation>差分</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>表</translation>
        </message>
        <message>
            <source>Compare With &amp;Live</source>
            <translation>ライブと比較(&amp;L)</translation>
        </message>
        <message>
            <source>Compare the version that is shown with the live state</source>
            <translation>表示中のバージョンをライブの状態と比較します</translation>
        </message>
        <message>
            <source>Compare &amp;From Here</source>
            <translation>ここから比較(&amp;F)</translation>
        </message>
        <message>
            <source>Take the version that is shown as the left side of a comparison, then go to another and compare</source>
            <translation>表示中のバージョンを比較の左側にします。続いて別のバージョンに移動して比較してください</translation>
        </message>
        <message>
            <source>&amp;Restore This Version…</source>
            <translation>このバージョンを復元(&amp;R)…</translation>
        </message>
        <message>
            <source>Make edits that bring this version back; nothing is written yet</source>
            <translation>このバージョンに戻す編集を作ります。まだ何も書き込みません</translation>
        </message>
        <message>
            <source>&amp;Erase Versions</source>
            <translation>バージョンを消去(&amp;E)</translation>
        </message>
        <message>
            <source>Forget all versions of this actor's state, on disk too</source>
            <translation>このアクターの状態のバージョンを、ディスク上のものも含めてすべて消去します</translation>
        </message>
        <message>
            <source>Paste &amp;JSON Here</source>
            <translation>ここに JSON を貼り付け(&amp;J)</translation>
        </message>
        <message>
            <source>Replace the current value by the JSON on the clipboard</source>
            <translation>現在の値をクリップボードの JSON で置き換えます</translation>
        </message>
        <message>
            <source>&amp;Import State…</source>
            <translation>状態をインポート(&amp;I)…</translation>
        </message>
        <message>
            <source>Compare a JSON or CBOR file with the state, then make edits of it</source>
            <translation>JSON または CBOR ファイルを状態と比較し、編集にします</translation>
        </message>
        <message>
            <source>&amp;Use as Edits</source>
            <translation>編集として使用(&amp;U)</translation>
        </message>
        <message>
            <source>Make edits of what the file has otherwise</source>
            <translation>ファイルとの違いを編集にします</translation>
        </message>
        <message>
            <source>&amp;Export State…</source>
            <translation>状態をエクスポート(&amp;E)…</translation>
        </message>
        <message>
            <source>Save what is shown as a JSON or CBOR file</source>
            <translation>表示中の内容を JSON または CBOR ファイルとして保存します</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>アクターが選択されていません。</translation>
        </message>
        <message>
            <source>The edits are being applied.</source>
            <translation>編集を適用しています。</translation>
        </message>
        <message>
            <source>The actor was destroyed.</source>
            <translation>アクターは破棄されました。</translation>
        </message>
        <message>
            <source>The JSON text has an error in line %1.</source>
            <translation>JSON テキストの %1 行目に誤りがあります。</translation>
        </message>
        <message>
            <source>There are no local edits.</source>
            <translation>ローカルの編集はありません。</translation>
        </message>
        <message>
            <source>Nothing is being applied.</source>
            <translation>適用中のものはありません。</translation>
        </message>
        <message>
            <source>The current row has no conflict.</source>
            <translation>現在の行に競合はありません。</translation>
        </message>
        <message>
            <source>There is no conflict.</source>
            <translation>競合はありません。</translation>
        </message>
        <message>
            <source>No state is shown.</source>
            <translation>状態が表示されていません。</translation>
        </message>
        <message>
            <source>Choose a list of objects in the tree first.</source>
            <translation>先に、ツリーでオブジェクトのリストを選んでください。</translation>
        </message>
        <message>
            <source>An earlier version is shown.</source>
            <translation>以前のバージョンを表示しています。</translation>
        </message>
        <message>
            <source>There is no state to edit.</source>
            <translation>編集できる状態がありません。</translation>
        </message>
        <message>
            <source>No file was imported.</source>
            <translation>ファイルはインポートされていません。</translation>
        </message>
        <message>
            <source>The live state is not known yet.</source>
            <translation>ライブの状態はまだわかりません。</translation>
        </message>
        <message>
            <source>There are no earlier versions.</source>
            <translation>以前のバージョンはありません。</translation>
        </message>
        <message>
            <source>State as a table</source>
            <translation>状態 (表)</translation>
        </message>
        <message>
            <source>Depth %1</source>
            <translation>深さ %1</translation>
        </message>
        <message>
            <source>All levels</source>
            <translation>すべての階層</translation>
        </message>
        <message>
            <source>How many levels are open</source>
            <translation>展開する階層の数</translation>
        </message>
        <message>
            <source>Open the tree down to this level</source>
            <translation>ツリーをこの階層まで展開します</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>検索</translation>
        </message>
        <message>
            <source>Find in the state (%1)</source>
            <translation>状態を検索 (%1)</translation>
        </message>
        <message>
            <source>gone</source>
            <comment>a value that is no longer there</comment>
            <translation>消失</translation>
        </message>
        <message>
            <source>No actor chosen</source>
            <translation>アクターが選択されていません</translation>
        </message>
        <message>
            <source>Choose an actor in the list to see its state.</source>
            <translation>一覧でアクターを選ぶと、その状態が表示されます。</translation>
        </message>
        <message>
            <source>Asleep</source>
            <translation>スリープ</translation>
        </message>
        <message>
            <source>Reading the state would start the actor.</source>
            <translation>状態を読み取ると、アクターが起動します。</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>The actor is gone, and its state with it.</source>
            <translation>アクターは存在せず、その状態もありません。</translation>
        </message>
        <message>
            <source>Reading the state</source>
            <translation>状態を読み取っています</translation>
        </message>
        <message>
            <source>It is large, or the actor takes its time.</source>
            <translation>状態が大きいか、アクターの応答に時間がかかっています。</translation>
        </message>
        <message>
            <source>The state could not be read</source>
            <translation>状態を読み取れませんでした</translation>
        </message>
        <message>
            <source>The actor has one, but what it sent is no value that Rove knows.</source>
            <translation>アクターに状態はありますが、送られてきたものは Rove が扱える値ではありません。</translation>
        </message>
        <message>
            <source>This actor has no state</source>
            <translation>このアクターに状態はありません</translation>
        </message>
        <message>
            <source>Its type declares none.</source>
            <translation>アクタータイプが状態を宣言していません。</translation>
        </message>
        <message>
            <source>The actor sleeps. This is its state as of %1.</source>
            <translation>アクターはスリープ中です。これは %1 時点の状態です。</translation>
        </message>
        <message>
            <source>The actor was destroyed. This was its state at %1.</source>
            <translation>アクターは破棄されました。これは %1 時点の状態です。</translation>
        </message>
        <message>
            <source>%1 Shown is the state as of %2.</source>
            <translation>%1 %2 時点の状態を表示しています。</translation>
        </message>
        <message>
            <source>Version %1 of %2. It is read-only.</source>
            <translation>バージョン %1/%2 です。読み取り専用です。</translation>
        </message>
        <message>
            <source>Version %1 of %2, %3, %4. It is read-only.</source>
            <translation>バージョン %1/%2、%3、%4。読み取り専用です。</translation>
        </message>
        <message>
            <source>Compare With Live</source>
            <translation>ライブと比較</translation>
        </message>
        <message>
            <source>Compare With v%1</source>
            <translation>v%1 と比較</translation>
        </message>
        <message>
            <source>Paused at %1</source>
            <translation>%1 に一時停止</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>ライブ</translation>
        </message>
        <message>
            <source>base v%1 · live v%2</source>
            <translation>ベース v%1 · ライブ v%2</translation>
        </message>
        <message>
            <source>v%1</source>
            <translation>v%1</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>live, versions</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Applying: reading what the actor holds…</source>
            <translation>適用中: アクターの内容を読み取っています…</translation>
        </message>
        <message>
            <source>Applying: writing…</source>
            <translation>適用中: 書き込んでいます…</translation>
        </message>
        <message>
            <source>Applying: reading it back…</source>
            <translation>適用中: 読み直しています…</translation>
        </message>
        <message>
            <source>Applied and read back</source>
            <translation>適用し、読み直しました</translation>
        </message>
        <message numerus="yes">
            <source>%n local edit(s)</source>
            <translation>
                <numerusform>ローカルの編集 %n 件</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, waiting for the state</source>
            <translation>%1、状態を待っています</translation>
        </message>
        <message numerus="yes">
            <source>%1 · the actor changed %n of them %2</source>
            <translation>
                <numerusform>%1 · うち %n 件をアクターが変更 (%2)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 · the actor changed %n of them</source>
            <translation>
                <numerusform>%1 · うち %n 件をアクターが変更</numerusform>
            </translation>
        </message>
        <message>
            <source>Go to a row marked ! to settle its conflict.</source>
            <translation>! の付いた行に移動すると、その競合を解決できます。</translation>
        </message>
        <message>
            <source>%1: live is %2, yours is %3, it was %4.</source>
            <translation>%1: ライブは %2、自分は %3、元は %4 です。</translation>
        </message>
        <message>
            <source>States (*.json *.cbor)</source>
            <translation>状態 (*.json *.cbor)</translation>
        </message>
        <message>
            <source>Another window keeps this actor's versions on disk; here they are kept in memory only.</source>
            <translation>別のウィンドウがこのアクターのバージョンをディスクに保管しています。ここではメモリにだけ保持されます。</translation>
        </message>
        <message>
            <source>Versions of the state cannot be kept on disk and stay in memory only.</source>
            <translation>状態のバージョンをディスクに保管できないため、メモリにだけ保持されます。</translation>
        </message>
        <message>
            <source>This version could not be read.</source>
            <translation>このバージョンを読み取れませんでした。</translation>
        </message>
        <message>
            <source>The actor holds what version %1 says.</source>
            <translation>アクターの内容はバージョン %1 と同じです。</translation>
        </message>
        <message>
            <source>The edits bring version %1 back. Nothing is written before you apply them.</source>
            <translation>これらの編集でバージョン %1 に戻ります。適用するまで何も書き込まれません。</translation>
        </message>
        <message>
            <source>The earlier versions of this actor's state are erased.</source>
            <translation>このアクターの状態の以前のバージョンを消去しました。</translation>
        </message>
        <message>
            <source>The versions could not be erased.</source>
            <translation>バージョンを消去できませんでした。</translation>
        </message>
        <message>
            <source>%1 (v%2)</source>
            <comment>a state and its version</comment>
            <translation>%1 (v%2)</translation>
        </message>
        <message>
            <source>Base</source>
            <translation>ベース</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>自分</translation>
        </message>
        <message>
            <source>v%1, %2</source>
            <translation>v%1、%2</translation>
        </message>
        <message>
            <source>Choose two states above.</source>
            <translation>上で 2 つの状態を選んでください。</translation>
        </message>
        <message>
            <source>One of the two is no longer kept.</source>
            <translation>2 つのうち一方はもう保管されていません。</translation>
        </message>
        <message>
            <source>Import State</source>
            <translation>状態のインポート</translation>
        </message>
        <message>
            <source>%1 could not be imported.</source>
            <translation>%1 をインポートできませんでした。</translation>
        </message>
        <message>
            <source>This is a preview of %1. Nothing has been changed.</source>
            <translation>これは %1 のプレビューです。何も変更されていません。</translation>
        </message>
        <message>
            <source>Import %1</source>
            <translation>%1 をインポート</translation>
        </message>
        <message>
            <source>Export State</source>
            <translation>状態をエクスポート</translation>
        </message>
        <message>
            <source>The state was saved as %1.</source>
            <translation>状態を %1 として保存しました。</translation>
        </message>
        <message>
            <source>%1 could not be saved.</source>
            <translation>%1 を保存できませんでした。</translation>
        </message>
        <message>
            <source>Review Changes</source>
            <translation>変更の確認</translation>
        </message>
        <message>
            <source>Changes</source>
            <translation>変更</translation>
        </message>
        <message>
            <source>Keep &amp;Mine for All</source>
            <translation>すべて自分の値を保持(&amp;M)</translation>
        </message>
        <message>
            <source>Take &amp;Live for All</source>
            <translation>すべてライブを採用(&amp;L)</translation>
        </message>
        <message>
            <source>Uncheck what is not to be applied now; it stays as a local edit.</source>
            <translation>今は適用しないもののチェックを外してください。ローカルの編集として残ります。</translation>
        </message>
        <message numerus="yes">
            <source>The actor changed %n of these meanwhile. Choose Yours or Live in each row marked as a conflict, or uncheck the row.</source>
            <translation>
                <numerusform>この間にアクターがうち %n 件を変更しました。競合と示された各行で「自分」か「ライブ」を選ぶか、行のチェックを外してください。</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Drop %n Edit(s)</source>
            <translation>
                <numerusform>%n 件の編集を破棄(&amp;D)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Apply %n Change(s)</source>
            <translation>
                <numerusform>%n 件の変更を適用(&amp;A)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Apply %1 of %n Change(s)</source>
            <translation>
                <numerusform>%n 件中 %1 件の変更を適用(&amp;A)</numerusform>
            </translation>
        </message>
        <message>
            <source>There are conflicts to settle.</source>
            <translation>解決すべき競合があります。</translation>
        </message>
        <message>
            <source>No change is checked.</source>
            <translation>チェックされた変更がありません。</translation>
        </message>
        <message>
            <source>%1, conflict, live is %2</source>
            <translation>%1、競合、ライブは %2</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>変更</translation>
        </message>
        <message>
            <source>The file is too large.</source>
            <translation>ファイルが大きすぎます。</translation>
        </message>
        <message>
            <source>Line %1, column %2: %3</source>
            <translation>%1 行 %2 列: %3</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状態</translation>
        </message>
        <message>
            <source>Waiting for the engine to answer.</source>
            <translation>エンジンの応答を待っています。</translation>
        </message>
        <message>
            <source>Waiting for %1 to answer.</source>
            <translation>%1 の応答を待っています。</translation>
        </message>
        <message>
            <source>%1 has not answered for %2.</source>
            <translation>%1 から %2 応答がありません。</translation>
        </message>
        <message>
            <source>The engine</source>
            <translation>エンジン</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::WelcomePage</name>
        <message>
            <source>token in the keychain</source>
            <translation>トークンはキーチェーンに保管</translation>
        </message>
        <message>
            <source>never used</source>
            <translation>未使用</translation>
        </message>
        <message>
            <source>used %1</source>
            <translation>最終使用: %1</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>読み取り専用</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ミリ秒</translation>
        </message>
        <message>
            <source>Rivet engine %1</source>
            <translation>Rivet エンジン %1</translation>
        </message>
        <message>
            <source>RivetKit server %1</source>
            <translation>RivetKit サーバー %1</translation>
        </message>
        <message>
            <source>&amp;Connect</source>
            <translation>接続(&amp;C)</translation>
        </message>
        <message>
            <source>Opens this connection.</source>
            <translation>この接続を開きます。</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>編集(&amp;E)…</translation>
        </message>
        <message>
            <source>Changes this connection.</source>
            <translation>この接続を変更します。</translation>
        </message>
        <message>
            <source>&amp;Duplicate…</source>
            <translation>複製(&amp;D)…</translation>
        </message>
        <message>
            <source>Makes another connection that begins like this one.</source>
            <translation>この接続をもとに別の接続を作ります。</translation>
        </message>
        <message>
            <source>C&amp;opy Endpoint</source>
            <translation>エンドポイントをコピー(&amp;O)</translation>
        </message>
        <message>
            <source>Copies the address, without its token.</source>
            <translation>アドレスをトークンなしでコピーします。</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>削除(&amp;R)…</translation>
        </message>
        <message>
            <source>Removes this connection and its secrets.</source>
            <translation>この接続とそのシークレットを削除します。</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>開始</translation>
        </message>
        <message>
            <source>Rove looks into the actors of any Rivet engine: the one inside this program, one on your network, or a cluster.</source>
            <translation>Rove はあらゆる Rivet エンジンのアクターの中を調べます。このプログラム内のエンジンでも、ネットワーク上のエンジンでも、クラスターでもかまいません。</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>接続</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>インポート(&amp;I)…</translation>
        </message>
        <message>
            <source>Adds connections from a file.</source>
            <translation>ファイルから接続を追加します。</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>エクスポート(&amp;X)…</translation>
        </message>
        <message>
            <source>Writes all connections to a file, without their secrets.</source>
            <translation>すべての接続を、シークレットを除いてファイルに書き出します。</translation>
        </message>
        <message>
            <source>No saved connections</source>
            <translation>保存した接続はありません</translation>
        </message>
        <message>
            <source>A connection you save is listed here. Its token is kept in the keychain.</source>
            <translation>保存した接続はここに表示されます。トークンはキーチェーンに保管されます。</translation>
        </message>
        <message>
            <source>Found on this machine</source>
            <translation>このコンピューターで検出</translation>
        </message>
        <message>
            <source>Recent actors</source>
            <translation>最近のアクター</translation>
        </message>
        <message>
            <source>No connection is chosen.</source>
            <translation>接続が選択されていません。</translation>
        </message>
        <message>
            <source>There is no connection.</source>
            <translation>接続がありません。</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>追加…</translation>
        </message>
        <message>
            <source>Add %1</source>
            <translation>%1 の追加</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>エンドポイント</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Widgets</name>
        <message>
            <source>Waiting</source>
            <translation>待機中</translation>
        </message>
        <message>
            <source>… cut here</source>
            <translation>… 以下省略</translation>
        </message>
        <message>
            <source>These bytes are no CBOR: %1</source>
            <translation>これらのバイトは CBOR ではありません: %1</translation>
        </message>
        <message>
            <source>Bytes as text</source>
            <translation>バイト列 (テキスト)</translation>
        </message>
        <message>
            <source>Bytes as CBOR</source>
            <translation>バイト列 (CBOR)</translation>
        </message>
        <message>
            <source>Hex</source>
            <translation>16 進</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>テキスト</translation>
        </message>
        <message>
            <source>CBOR</source>
            <translation>CBOR</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>画像</translation>
        </message>
        <message>
            <source>Code editor</source>
            <translation>コードエディター</translation>
        </message>
        <message>
            <source>Tab leaves the editor. Ctrl+M makes it indent.</source>
            <translation>Tab でエディターを離れます。Ctrl+M で字下げに切り替わります。</translation>
        </message>
        <message>
            <source>Tab indents. Ctrl+M makes it leave the editor.</source>
            <translation>Tab で字下げします。Ctrl+M でエディターを離れる動作に切り替わります。</translation>
        </message>
        <message>
            <source>Error in line %1: %2</source>
            <translation>%1 行目のエラー: %2</translation>
        </message>
        <message>
            <source>Unfold</source>
            <translation>展開</translation>
        </message>
        <message>
            <source>Fold</source>
            <translation>折りたたむ</translation>
        </message>
        <message>
            <source>Unfold All</source>
            <translation>すべて展開</translation>
        </message>
        <message>
            <source>Nothing fits.</source>
            <translation>一致するものがありません。</translation>
        </message>
        <message>
            <source>Go to anything</source>
            <translation>どこへでも移動</translation>
        </message>
        <message>
            <source>What to go to</source>
            <translation>移動先</translation>
        </message>
        <message>
            <source>What fits</source>
            <translation>候補</translation>
        </message>
        <message>
            <source>Local time</source>
            <translation>現地時間</translation>
        </message>
        <message>
            <source>UTC</source>
            <translation>UTC</translation>
        </message>
        <message>
            <source>Milliseconds since 1970</source>
            <translation>1970 年からのミリ秒</translation>
        </message>
        <message>
            <source>&amp;Local</source>
            <translation>現地(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;UTC</source>
            <translation>UTC(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Epoch, ms</source>
            <translation>エポック (ms)(&amp;E)</translation>
        </message>
        <message>
            <source>Not a date</source>
            <translation>日付ではありません</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>フィルター</translation>
        </message>
        <message>
            <source>Saved Filters</source>
            <translation>保存したフィルター</translation>
        </message>
        <message>
            <source>Saved and recent filters</source>
            <translation>保存したフィルターと最近のフィルター</translation>
        </message>
        <message>
            <source>recent</source>
            <translation>最近</translation>
        </message>
        <message>
            <source>Suggestions for the filter</source>
            <translation>フィルターの候補</translation>
        </message>
        <message>
            <source>Match case</source>
            <translation>大文字と小文字を区別</translation>
        </message>
        <message>
            <source>Regular expression</source>
            <translation>正規表現</translation>
        </message>
        <message>
            <source>Show only what was found</source>
            <translation>見つかったものだけを表示</translation>
        </message>
        <message>
            <source>Where to look</source>
            <translation>検索対象</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>検索</translation>
        </message>
        <message>
            <source>Previous one (Shift+F3)</source>
            <translation>前へ (Shift+F3)</translation>
        </message>
        <message>
            <source>Next one (F3)</source>
            <translation>次へ (F3)</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>閉じる (Esc)</translation>
        </message>
        <message>
            <source>Find…</source>
            <translation>検索…</translation>
        </message>
        <message>
            <source>Find Next</source>
            <translation>次を検索</translation>
        </message>
        <message>
            <source>Find Previous</source>
            <translation>前を検索</translation>
        </message>
        <message>
            <source>≥ %1</source>
            <comment>at least so many</comment>
            <translation>≥ %1</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>見つかりません</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>検索中…</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>third of seventeen</comment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>%1 found</source>
            <translation>%1 件見つかりました</translation>
        </message>
        <message>
            <source>Not a pattern</source>
            <translation>パターンが正しくありません</translation>
        </message>
        <message>
            <source>Copy as Hexadecimal</source>
            <translation>16 進数としてコピー</translation>
        </message>
        <message>
            <source>Copy as Text</source>
            <translation>テキストとしてコピー</translation>
        </message>
        <message>
            <source>Bytes</source>
            <translation>バイト列</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>すべて選択</translation>
        </message>
        <message>
            <source>Bytes copied as hexadecimal</source>
            <translation>バイト列を 16 進数としてコピーしました</translation>
        </message>
        <message>
            <source>Bytes copied as text</source>
            <translation>バイト列をテキストとしてコピーしました</translation>
        </message>
        <message>
            <source>These bytes are no picture.</source>
            <translation>これらのバイトは画像ではありません。</translation>
        </message>
        <message>
            <source>This picture is too large to show: %1 × %2 pixels.</source>
            <translation>この画像は大きすぎて表示できません: %1 × %2 ピクセル。</translation>
        </message>
        <message>
            <source>This picture cannot be read: %1</source>
            <translation>この画像を読み取れません: %1</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>画像</translation>
        </message>
        <message>
            <source>%1 × %2</source>
            <comment>width and height of a picture</comment>
            <translation>%1 × %2</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>format and size of a picture</comment>
            <translation>%1、%2</translation>
        </message>
        <message>
            <source>There is more text after the value.</source>
            <translation>値の後に余分なテキストがあります。</translation>
        </message>
        <message>
            <source>This nests too deeply.</source>
            <translation>入れ子が深すぎます。</translation>
        </message>
        <message>
            <source>A value is missing here.</source>
            <translation>ここに値がありません。</translation>
        </message>
        <message>
            <source>A comma or } is missing here.</source>
            <translation>ここにコンマまたは } が必要です。</translation>
        </message>
        <message>
            <source>A key in double quotes is missing here.</source>
            <translation>ここに二重引用符で囲んだキーが必要です。</translation>
        </message>
        <message>
            <source>The key %1 is there twice.</source>
            <translation>キー %1 が重複しています。</translation>
        </message>
        <message>
            <source>A colon is missing here.</source>
            <translation>ここにコロンが必要です。</translation>
        </message>
        <message>
            <source>A comma or ] is missing here.</source>
            <translation>ここにコンマまたは ] が必要です。</translation>
        </message>
        <message>
            <source>A line end or control character in a string must be escaped.</source>
            <translation>文字列中の改行や制御文字はエスケープが必要です。</translation>
        </message>
        <message>
            <source>This string has no end.</source>
            <translation>この文字列は閉じられていません。</translation>
        </message>
        <message>
            <source>There is no such escape.</source>
            <translation>このようなエスケープはありません。</translation>
        </message>
        <message>
            <source>\u wants four hexadecimal digits.</source>
            <translation>\u には 16 進数字が 4 桁必要です。</translation>
        </message>
        <message>
            <source>A digit is missing here.</source>
            <translation>ここに数字が必要です。</translation>
        </message>
        <message>
            <source>%1 is not a JSON value.</source>
            <translation>%1 は JSON の値ではありません。</translation>
        </message>
        <message>
            <source>This pair has no meaning with %1. For a real pair, write the first $ twice.</source>
            <translation>この組は %1 では意味を持ちません。本来の組にするには、先頭の $ を 2 つ書いてください。</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>このメッセージを閉じる</translation>
        </message>
        <message>
            <source>×%1</source>
            <comment>how often a message came</comment>
            <translation>×%1</translation>
        </message>
        <message numerus="yes">
            <source>This happened %n time(s)</source>
            <translation>
                <numerusform>%n 回発生しました</numerusform>
            </translation>
        </message>
        <message>
            <source>Navigation</source>
            <translation>ナビゲーション</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>a place and a count</comment>
            <translation>%1、%2</translation>
        </message>
        <message>
            <source>%1 s</source>
            <comment>seconds</comment>
            <translation>%1 秒</translation>
        </message>
        <message>
            <source>%1 min</source>
            <comment>minutes</comment>
            <translation>%1 分</translation>
        </message>
        <message>
            <source>%1 h</source>
            <comment>hours</comment>
            <translation>%1 時間</translation>
        </message>
        <message>
            <source>%1 d</source>
            <comment>days</comment>
            <translation>%1 日</translation>
        </message>
        <message>
            <source>now</source>
            <translation>今</translation>
        </message>
        <message>
            <source>in %1</source>
            <comment>a distance in time</comment>
            <translation>%1後</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <comment>a distance in time</comment>
            <translation>%1前</translation>
        </message>
        <message>
            <source>&amp;Save Filter…</source>
            <translation>フィルターを保存(&amp;S)…</translation>
        </message>
        <message>
            <source>There is no filter to save</source>
            <translation>保存するフィルターがありません</translation>
        </message>
        <message>
            <source>Save Filter</source>
            <translation>フィルターを保存</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>保存したフィルター</translation>
        </message>
        <message>
            <source>&amp;Manage Saved Filters</source>
            <translation>保存したフィルターを管理(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Rename…</source>
            <translation>名前を変更(&amp;R)…</translation>
        </message>
        <message>
            <source>Rename Filter</source>
            <translation>フィルターの名前を変更</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>削除(&amp;D)</translation>
        </message>
        <message>
            <source>Recent filters</source>
            <translation>最近のフィルター</translation>
        </message>
        <message>
            <source>Name of the filter</source>
            <translation>フィルターの名前</translation>
        </message>
        <message>
            <source>Divider between panes</source>
            <translation>ペインの仕切り</translation>
        </message>
        <message>
            <source>Arrow keys move it, Enter folds the pane.</source>
            <translation>矢印キーで動かし、Enter でペインを折りたたみます。</translation>
        </message>
        <message>
            <source>Tabs</source>
            <translation>タブ</translation>
        </message>
        <message>
            <source>Close this tab</source>
            <translation>このタブを閉じる</translation>
        </message>
        <message>
            <source>%1, with edits</source>
            <comment>a tab</comment>
            <translation>%1、編集あり</translation>
        </message>
        <message>
            <source>Close %1</source>
            <comment>a tab</comment>
            <translation>%1 を閉じる</translation>
        </message>
        <message>
            <source>live</source>
            <comment>before the value the actor holds now</comment>
            <translation>ライブ</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>削除済み</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <comment>a path</comment>
            <translation>%1 を編集</translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>%1 行目: %2</translation>
        </message>
        <message>
            <source>Type of the value</source>
            <translation>値の型</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>値</translation>
        </message>
        <message>
            <source>Value as JSON</source>
            <translation>値 (JSON)</translation>
        </message>
        <message>
            <source>%1 is too large to be written out here.</source>
            <comment>a container such as [100 000]</comment>
            <translation>%1 は大きすぎて、ここにすべてを表示できません。</translation>
        </message>
        <message>
            <source>Not a date. Write it like 2026-11-22T07:09:46.571Z.</source>
            <translation>日付ではありません。2026-11-22T07:09:46.571Z のように書いてください。</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>適用</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>元に戻す</translation>
        </message>
        <message>
            <source>Value inspector</source>
            <translation>値インスペクター</translation>
        </message>
        <message>
            <source>No value selected</source>
            <translation>値が選択されていません</translation>
        </message>
        <message>
            <source>Select a value to see it in full.</source>
            <translation>値を選ぶと、その全体が表示されます。</translation>
        </message>
        <message>
            <source>Path of the value</source>
            <translation>値のパス</translation>
        </message>
        <message>
            <source>Takes over what was typed (Ctrl+Enter)</source>
            <translation>入力内容を反映します (Ctrl+Enter)</translation>
        </message>
        <message>
            <source>Drops what was typed (Esc)</source>
            <translation>入力内容を破棄します (Esc)</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>パスをコピー</translation>
        </message>
        <message>
            <source>Path copied</source>
            <translation>パスをコピーしました</translation>
        </message>
        <message>
            <source>&amp;Type</source>
            <translation>タイプ(&amp;T)</translation>
        </message>
        <message>
            <source>Too large to edit here. Copy it, or edit it in parts.</source>
            <translation>大きすぎてここでは編集できません。コピーするか、部分ごとに編集してください。</translation>
        </message>
        <message>
            <source>(%1 characters)</source>
            <comment>length of a cut string</comment>
            <translation>(%1 文字)</translation>
        </message>
        <message>
            <source>Not a number. NaN, Infinity and -0 are fine.</source>
            <translation>数値ではありません。NaN、Infinity、-0 は使えます。</translation>
        </message>
        <message>
            <source>Beyond 9007199254740991 a number loses digits. Use a bigint.</source>
            <translation>9007199254740991 を超える数値は桁が失われます。bigint を使ってください。</translation>
        </message>
        <message>
            <source>Not a whole number.</source>
            <translation>整数ではありません。</translation>
        </message>
        <message>
            <source>Bytes are pairs of hexadecimal digits, like 89 50 4E 47.</source>
            <translation>バイト列は 89 50 4E 47 のように 16 進数字 2 桁ずつで書きます。</translation>
        </message>
        <message>
            <source>Either true or false.</source>
            <translation>true または false です。</translation>
        </message>
        <message>
            <source>This kind is edited as JSON.</source>
            <translation>この種類は JSON として編集します。</translation>
        </message>
        <message numerus="yes">
            <source>%Ln entries</source>
            <translation>
                <numerusform>%Ln 項目</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln characters</source>
            <translation>
                <numerusform>%Ln 文字</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln bytes</source>
            <translation>
                <numerusform>%Ln バイト</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (%2 bytes)</source>
            <comment>2.0 KiB (2 048 bytes)</comment>
            <translation>%1 (%2 バイト)</translation>
        </message>
        <message>
            <source>missing</source>
            <comment>a key that an object lacks</comment>
            <translation>なし</translation>
        </message>
        <message>
            <source>This entry has no such key.</source>
            <translation>この項目にそのキーはありません。</translation>
        </message>
        <message>
            <source>Value</source>
            <comment>column of entries that are no objects</comment>
            <translation>値</translation>
        </message>
        <message>
            <source>Value table</source>
            <translation>値の表</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>編集</translation>
        </message>
        <message>
            <source>Copy Value</source>
            <translation>値をコピー</translation>
        </message>
        <message>
            <source>Value copied as JSON</source>
            <translation>値を JSON としてコピーしました</translation>
        </message>
        <message>
            <source>Copy Path</source>
            <translation>パスをコピー</translation>
        </message>
        <message>
            <source>Show in Tree</source>
            <translation>ツリーで表示</translation>
        </message>
        <message>
            <source>Delete Row</source>
            <translation>行を削除</translation>
        </message>
        <message>
            <source>Edit in Dialog…</source>
            <translation>ダイアログで編集…</translation>
        </message>
        <message>
            <source>Copy as CBOR</source>
            <translation>CBOR としてコピー</translation>
        </message>
        <message>
            <source>Add Entry…</source>
            <translation>項目を追加…</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>複製</translation>
        </message>
        <message>
            <source>Set to null</source>
            <translation>null に設定</translation>
        </message>
        <message>
            <source>Set to undefined</source>
            <translation>undefined に設定</translation>
        </message>
        <message>
            <source>Expand All Under Here</source>
            <translation>この下をすべて展開</translation>
        </message>
        <message>
            <source>Collapse</source>
            <translation>折りたたむ</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Change Type</source>
            <translation>型を変更</translation>
        </message>
        <message>
            <source>Expand to Depth</source>
            <translation>指定した深さまで展開</translation>
        </message>
        <message>
            <source>Add Entry</source>
            <translation>項目を追加</translation>
        </message>
        <message>
            <source>Key in %1:</source>
            <translation>%1 のキー:</translation>
        </message>
        <message>
            <source>Value copied as CBOR in hexadecimal</source>
            <translation>値を CBOR (16 進数) としてコピーしました</translation>
        </message>
        <message>
            <source>Keys and values</source>
            <translation>キーと値</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>ショートカットキー</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>値</translation>
        </message>
        <message>
            <source>Paths</source>
            <translation>パス</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>パス</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>タイプ</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>変更</translation>
        </message>
        <message>
            <source>conflict</source>
            <translation>競合</translation>
        </message>
        <message>
            <source>edited by you</source>
            <translation>自分が編集</translation>
        </message>
        <message>
            <source>%1, added</source>
            <translation>%1、追加</translation>
        </message>
        <message>
            <source>%1, removed</source>
            <translation>%1、削除</translation>
        </message>
        <message>
            <source>changed from %1 to %2</source>
            <translation>%1 から %2 に変更</translation>
        </message>
        <message>
            <source>%1, edited by you</source>
            <translation>%1、自分が編集</translation>
        </message>
        <message>
            <source>edited from %1 to %2</source>
            <translation>%1 から %2 に編集</translation>
        </message>
        <message>
            <source>changed from %1 to %2, conflict, live value %3</source>
            <translation>%1 から %2 に変更、競合、ライブの値は %3</translation>
        </message>
        <message>
            <source>Value tree</source>
            <translation>値のツリー</translation>
        </message>
        <message>
            <source>Base</source>
            <comment>the value before the edit</comment>
            <translation>ベース</translation>
        </message>
        <message>
            <source>Take the base value</source>
            <translation>ベースの値を採用</translation>
        </message>
        <message>
            <source>Yours</source>
            <comment>the edited value</comment>
            <translation>自分</translation>
        </message>
        <message>
            <source>Live</source>
            <comment>the value the actor holds now</comment>
            <translation>ライブ</translation>
        </message>
        <message>
            <source>Take the live value</source>
            <translation>ライブの値を採用</translation>
        </message>
        <message>
            <source>Take</source>
            <comment>this version of the value</comment>
            <translation>採用</translation>
        </message>
        <message>
            <source>%1 y</source>
            <comment>years</comment>
            <translation>%1 年</translation>
        </message>
        <message>
            <source>%1 y %2 d</source>
            <comment>years and days</comment>
            <translation>%1 年 %2 日</translation>
        </message>
        <message>
            <source>Empty this field</source>
            <translation>この欄を空にする</translation>
        </message>
    </context>
</TS>
