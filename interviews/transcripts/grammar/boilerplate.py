"""What pages put around an interview: data for ``furniture``, all languages together.

``STARTS`` hold for the beginning of a line, ``WHOLE`` for the line, ``ROW`` for each
word of a row of links, ``BLOCK`` for a heading after whose line nothing of the
interview comes. ``ENDS``, of ``WHOLE``, say that the text is over.
"""


def _lines(text: str) -> tuple[str, ...]:
    parts = " ".join(text.casefold().split()).split("|")
    return tuple(part.strip() for part in parts if part.strip())


STARTS = _lines(
    """average rating|rate this|rating:|your rating|share this|share on|share:|share via|
    tweet this|follow us|follow @|like us on|join our|subscribe|sign up|sign in|log in|
    newsletter|get our|enter your email|enter your e-mail|enter your address|no spam|unsubscribe|read more|read also|read next|
    read the full|see also:|also read|more on this|more from|related:|related stories|
    related articles|recommended:|most read|trending|you may also|you might also|
    continue reading|click here|advertisement|sponsored|promoted|tags:|tagged|topics:|
    keywords:|filed under|categories:|category:|print this|email this|e-mail this|
    download|listen to|watch:|watch the|play audio|mark as played|last updated|
    last modified|updated:|posted in|photo:|photos:|photo by|photo credit|photograph:|
    photographs:|photograph by|photography by|picture:|image:|image credit|caption:|
    photo courtesy|(photo|[photo|we use cookies|this site uses cookies|
    this website uses|by continuing|accept all|cookie settings|
    check against delivery|as prepared for delivery|as delivered|reading time|
    temps de lecture|lesezeit|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd|
    время чтения|es gilt das gesprochene wort|seul le prononcé fait foi|
    for immediate release|office of the spokes|office of the press|recommend to|
    send to a friend|audio:|video:|published in section|embargoed|transcribed by http:|transcribed by https|transcribed by otter|transcribe your own|
    automatically transcribed|automatic transcript|try rev and!|was this page helpful!|was this article helpful!|was this helpful!|
    war dieser artikel hilfreich!|cette page vous a!|transcript provided by!|transcripts are created!|accuracy and availability!|
    this transcript was generated!|this transcript was automatically!|copyright|©|ⓒ|all rights
    reserved|skip to|back to|jump to|top of the page|[top of|home >|home /|home »|
    home ›|you are here|print page|view comments|leave a comment|leave a reply|
    post a comment|add a comment|show comments|comments (|comments:|buy merch|
    sent from my|begin forwarded message|-----original message|---------- forwarded|
    view this email|<iframe|text version|publication status|copy link|
    advertising|support us|donate|become a member|become a subscriber|
    vues :|nombre de vues|aufrufe:|visitas:|visualizações:|visualizzazioni:|weergaven:|views:|page views|
    partager sur|partager cet|partagez|lire aussi|à lire aussi|à lire :|lire la suite|
    voir aussi|abonnez|s'abonner|inscrivez|suivez-nous|mots-clés|publicité|crédit photo|
    photo :|photo de|nous utilisons des cookies|tous droits réservés|imprimer|
    note moyenne|évaluation moyenne|commentaires (|laisser un commentaire|
    anzeige|werbung|mehr zum thema|das könnte sie auch|das könnte dich auch|lesen sie auch|lesen sie mehr|weiterlesen|
    artikel teilen|teilen auf|newsletter abonnieren|jetzt abonnieren|bild:|foto:|
    fotos:|wir verwenden cookies|alle rechte vorbehalten|durchschnittliche bewertung|
    kommentare (|zur startseite|
    compartir en|comparte|lea también|lee también|leer más|te puede interesar|archivado en|udostępnij|czytaj też|czytaj także|sdílet|číst dál|les også|del på|
    del artikkelen|läs också|läs mer|dela på|læs også|jaa artikkeli|lue myös|bagikan|baca juga|
    distribuie|citește și|μοιραστείτε|διαβάστε επίσης|oszd meg|
    suscríbete|suscríbase|síguenos|publicidad|etiquetas:|todos los derechos|
    valoración media|puntuación media|imprimir|usamos cookies|utilizamos cookies|
    partilhar|compartilhar|compartilhe|leia também|leia mais|assine|siga-nos|
    classificação média|avaliação média|todos os direitos|publicidade|
    condividi|leggi anche|leggi tutto|iscriviti|seguici|pubblicità|voto medio|
    valutazione media|tutti i diritti|stampa|
    deel dit|delen op|lees ook|lees meer|lees verder|advertentie|reageer op|
    gemiddelde waardering|gemiddelde beoordeling|alle rechten|volg ons|schrijf je in|
    wij gebruiken cookies|deel hierdie|lees ook:|gemiddelde gradering|
    поделиться|поделитесь|читайте также|читать также|читать далее|читать ещё|
    подписывайтесь|подписаться|подпишитесь|просмотров|просмотры|средняя оценка|
    средний рейтинг|рейтинг:|реклама|теги:|метки:|фото:|фото автора|фото из|
    все права защищены|купить мерч|комментарии (|оставить комментарий|распечатать|
    версия для печати|мы используем файлы cookie|мы используем cookie|на правах рекламы|
    бөлісу|бөлісіңіз|қаралды|қаралым|тағы оқыңыз|жазылыңыз|орташа баға|
    орташа рейтинг|пікір қалдыру|фото -|сурет:|жарнама|
    поділитися|читайте також|переглядів|середня оцінка|
    paylaş|görüntülenme|okunma|ayrıca okuyun|devamını oku|abone ol|ortalama puan|reklam|fotoğraf:|
    yorum yap|
    شارك|مشاركة|اقرأ أيضا|اقرأ أيضًا|إقرأ أيضا|اقرأ المزيد|تابعنا|اشترك|متوسط التقييم|
    إعلان|طباعة|عدد المشاهدات|المشاهدات|جميع الحقوق|صورة:|الصورة:|كلمات مفتاحية|
    بیشتر بخوانید|تعداد بازدید|צפיות|اشتراک|שתפו|קראו גם|פרסומת|צילום:|
    分享|阅读量|浏览量|浏览次数|阅读数|閱讀數|瀏覽|阅读更多|相关阅读|相关新闻|延伸阅读|广告|平均评分|责任编辑|(责任编辑|(编辑:|(責任編輯|(編輯:|版权所有|点击|
    責任編輯|延伸閱讀|相關新聞|相關閱讀|廣告|平均評分|版權所有|點擊|上一頁|下一頁|圖片:|圖:|攝影:|閱讀更多|
    扫一扫|关注我们|打印|上一页|下一页|第1页|图片:|图:|摄影:|
    シェア|閲覧数|あわせて読みたい|関連記事|広告|平均評価|無断転載|写真:|写真提供|撮影:|
    続きを読む|この記事を|
    공유|조회수|조회 :|관련기사|관련 기사|광고|평균 평점|무단 전재|사진:|사진=|저작권|
    साझा करें|शेयर करें|यह भी पढ़ें|विज्ञापन|औसत रेटिंग|
    shiriki|soma pia|soma zaidi|tangazo|wastani wa|yabelana|funda futhi|isilinganiso"""
)
ENDS = frozenset(
    _lines(
        """end|ends|the end|-end-|-ends-|- end -|- ends -|[end]|-30-|- 30 -|30|fin|ende|
        fine|konec|конец|einde|соңы|النهاية|終わり|完|(完)|(终)|끝"""
    )
)
WHOLE = ENDS | frozenset(
    _lines(
        """print|share|tweet|email|e-mail|menu|search|home|facebook|twitter|whatsapp|
        telegram|linkedin|instagram|youtube|copy|save|like|listen|audio|video|
        summary keywords|speakers|transcript|
        full transcript|related|comments|advertisement|ad|anzeige|werbung|publicité|
        реклама|press release|index for today's briefing|play|pause|top|next|previous|
        next page|previous page|more|close|loading|loading...|reply|report|follow|
        subscribe|donate|login|register|imprimer|partager|teilen|drucken|compartir|
        condividi|delen|поделиться|печать|бөлісу|paylaş|photo|gallery|advertising|
        related articles|accessibility|feedback|contact us|about us|webvtt|
        transcript:|view transcript|hide transcript|show transcript"""
    )
)
ROW = frozenset(
    """share tweet email e-mail mail facebook twitter x whatsapp telegram linkedin reddit
    print copy link pin pinterest instagram youtube vk viber messenger signal threads
    mastodon bluesky rss save bookmark like comment comments follow subscribe embed listen
    audio video photos photo download pdf text version partager imprimer teilen drucken
    merken compartir imprimir partilhar
    condividi stampa delen поделиться печать вконтакте одноклассники ok бөлісу paylaş and
    on via | · • / , - + ♥ 分享 微信 微博 シェア ツイート 공유 카카오톡 페이스북 트위터
    فيسبوك تويتر واتساب مشاركة""".casefold().split()
)
LANGUAGES = frozenset(
    """english français francais español espanol deutsch português portugues italiano
    nederlands русский українська қазақша казакша қазақ рус eng каз кырг кыргызча o'zbekcha
    o'zbek ўзбекча türkçe العربية عربي عربى فارسی עברית हिन्दी हिंदी 中文 简体 繁體 简体中文
    繁體中文 日本語 한국어 한국어판 kiswahili swahili isizulu isixhosa afrikaans en fr de es pt it
    nl ru uk kz kk ar zh ja ko tr svenska polski čeština ελληνικά монгол bahasa indonesia
    melayu tiếng việt ไทย ქართული հայերեն azərbaycan тоҷикӣ | · • /""".casefold().split()
)
BLOCK = _lines(
    """popular podcasts|more episodes|les også|läs också|læs også|czytaj też|czytaj także|lue myös|baca juga|čtěte také|related|related articles|related stories|related content|related posts|comments|
    comment|leave a comment|leave a reply|recommended|recommended for you|read next|
    more stories|more from|most read|most popular|trending|trending now|you may also like|
    you might also like|
    latest news|latest stories|popular|see also|further reading|more interviews|
    more like this|keep reading|about us|about this site|
    about this website|about the magazine|about this page|contact us|contact|
    à lire aussi|articles liés|commentaires|sur le même sujet|mehr zum thema|kommentare|
    das könnte sie auch interessieren|verwandte artikel|artículos relacionados|
    comentarios|comentários|relacionados|notícias relacionadas|articoli correlati|
    commenti|gerelateerd|reacties|lees ook|похожие материалы|комментарии|читайте также|
    по теме|материалы по теме|пікірлер|ұқсас|التعليقات|مواضيع ذات صلة|关联阅读|相关阅读|评论|
    関連記事|コメント|관련기사|댓글|yorumlar|ilgili haberler|коментарі|читайте також"""
)
COUNTED = frozenset(
    """review reviews comment comments view views like likes share shares rating ratings
    vote votes read reads reply replies min avis commentaire commentaires vue vues lectures
    bewertungen bewertung kommentare kommentar aufrufe reseñas comentarios comentario vistas
    valoraciones avaliações avaliação comentários comentário visualizações recensioni
    commenti visualizzazioni reacties reactie beoordelingen weergaven resensies отзывов
    отзыва отзыв комментариев комментария комментарий просмотров просмотра просмотр
    пікір қаралым қаралды рет көрсетілім переглядів коментарів yorum görüntülenme
    تعليقات تعليق مشاهدة تقييم مراجعة 评论 条评论 次浏览 件のコメント レビュー件 개의 리뷰
    टिप्पणियाँ maoni ibuyekezo""".casefold().split()
)
MAIL_HEADERS = frozenset(
    """from to cc bcc subject sent date reply-to von an betreff gesendet datum de à objet
    envoyé cci para asunto enviado fecha assunto data da a oggetto inviato van aan
    onderwerp verzonden от кому тема отправлено дата копия кімнен кімге тақырыбы күні
    message-id mime-version content-type""".casefold().split()
)
ROOMS = (
    "room", "hall", "auditorium", "lawn", "studio", "theater", "theatre", "pavilion",
    "ballroom", "courtroom", "garden", "salle", "saal", "salon",
)  # fmt: skip
COOKIES = ("cookie", "cookies", "куки")
