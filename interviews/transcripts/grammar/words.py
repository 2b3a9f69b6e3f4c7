"""Words the grammar knows: data only, one table an idea, all languages together.

Everything is folded and without case. A table is read by every language: a word that
means the same in two of them stands once.
"""


def _split(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.casefold().split())


# Label words: per language the letter first, then the words, in the form a label has.
QUESTION = {
    "en": "Q Question",
    "fr": "Q Question",
    "de": "F Frage Zusatzfrage Nachfrage Zwischenfrage",
    "es": "P Pregunta Preg",
    "pt": "P Pergunta",
    "it": "D Domanda",
    "nl": "V Vraag",
    "af": "V Vraag",
    "zu": "U Umbuzo",
    "xh": "U Umbuzo",
    "ru": "В Вопрос Вопр Корр Корреспондент",
    "uk": "З Питання Запитання",
    "kk": "С Сұрақ Suraq Сурак",
    "ky": "С Суроо",
    "uz": "S Savol Савол",
    "tt": "С Сорау",
    "tr": "S Soru",
    "ar": "س سؤال السؤال المحاور المحاورة",
    "fa": "س پرسش سؤال سوال",
    "he": "ש שאלה",
    "zh": "问 問 提问 提問 记者 記者",
    "ja": "問 問い 質問 Q",
    "ko": "문 질문 Q",
    "hi": "प्र प्रश्न सवाल",
    "sw": "S Swali",
    "pl": "Pytanie",
    "cs": "Otázka",
    "sv": "Fråga",
    "da": "Spørgsmål",
    "nb": "Spørsmål",
    "fi": "Kysymys",
    "hu": "Kérdés",
    "ro": "Întrebare",
    "el": "Ερώτηση",
    "bg": "Въпрос",
    "sr": "Питање Pitanje",
    "id": "Tanya Pertanyaan",
    "vi": "Hỏi",
    "az": "S Sual",
    "tk": "S Sorag",
    "tg": "Савол",
    "mn": "Асуулт",
    "et": "Küsimus",
    "lt": "Klausimas",
    "lv": "Jautājums",
    "sq": "Pyetje",
    "ka": "კითხვა",
    "hy": "Հարց",
    "bn": "প্রশ্ন",
    "ms": "Soalan",
    "th": "ถาม",
}
ANSWER = {
    "en": "A Answer Ans Statement",
    "fr": "R Réponse Reponse Rép",
    "de": "A Antwort",
    "es": "R Respuesta Resp",
    "pt": "R Resposta",
    "it": "R Risposta",
    "nl": "A Antwoord Antw",
    "af": "A Antwoord Antw",
    "zu": "I Impendulo",
    "xh": "I Impendulo",
    "ru": "О Ответ Отв",
    "uk": "В Відповідь",
    "kk": "Ж Жауап Jawap Jauap",
    "ky": "Ж Жооп",
    "uz": "J Javob Жавоб",
    "tt": "Җ Җавап",
    "tr": "C Cevap Yanıt",
    "ar": "ج جواب الجواب الإجابة إجابة الضيف الضيفة",
    "fa": "ج پاسخ جواب",
    "he": "ת תשובה",
    "zh": "答 回答",
    "ja": "答 答え 回答 A",
    "ko": "답 답변 A",
    "hi": "उ उत्तर जवाब",
    "sw": "J Jibu",
    "pl": "Odpowiedź",
    "cs": "Odpověď Odpoveď",
    "sv": "Svar",
    "fi": "Vastaus",
    "hu": "Válasz",
    "ro": "Răspuns",
    "el": "Απάντηση",
    "bg": "Отговор",
    "sr": "Одговор Odgovor",
    "id": "Jawab Jawaban",
    "vi": "Đáp",
    "az": "C Cavab",
    "tk": "J Jogap",
    "tg": "Ҷавоб",
    "mn": "Хариулт",
    "et": "Vastus",
    "lt": "Atsakymas",
    "lv": "Atbilde",
    "sq": "Përgjigje",
    "ka": "პასუხი",
    "hy": "Պատասխան",
    "bn": "উত্তর",
    "ms": "Jawapan",
    "th": "ตอบ",
}

# People known by what they do: they ask, they reply, they translate.
ASKERS = _split(
    """interviewer moderator moderatorin moderador moderadora modérateur moderateur
    modératrice moderatore moderatrice host co-host journalist journaliste reporter
    anchor presenter entrevistador entrevistadora intervieweur intervieweuse
    interviewerin intervistatore intervistatrice entretien redaktion redaction redactie
    audience_member audience audience_question publikumsfrage zuschauerfrage hörerfrage leserfrage from_the_audience question_from_the_floor
    listener viewer editor animateur animatrice auditeur auditrice spectateur spectatrice
    oyente espectador ouvinte ascoltatore hörer hörerin zuhörer zuschauerin luisteraar
    floor publikum zuschauer public participant_question chair facilitator
    ведущий ведущая журналист журналистка корреспондент корреспондентка интервьюер
    редакция модератор вопрос_из_зала из_зала слушатель зритель тілші жүргізуші журналіст
    кореспондент ведучий ведуча жүргүзүүчү muxbir sunucu muhabir moderatör
    مذيع المذيع المذيعة مقدم المقدم الصحفي صحفي مراسل المراسل مجری خبرنگار מראיין מראיינת
    מנחה 主持人 主持 采访者 採訪者 聞き手 インタビュアー 司会 編集部 記者 기자 사회자 진행자
    साक्षात्कारकर्ता पत्रकार mwandishi mtangazaji onderhoudvoerder verslaggever presentator
    umbuzi speaker_unknown unknown_speaker intervjuer intervjuare haastattelija toimittaja
    prowadzący prowadząca dziennikarz dziennikarka novinář novinářka tazatel kérdező riporter
    δημοσιογράφος журналист водещ водеща новинар voditelj voditeljica novinar novinarka
    pewawancara wartawan moderátor moderátorka udspørger programleder programledare
    aparıcı müxbir"""
)
REPLIERS = _split(
    """interviewee respondent guest entrevistado entrevistada interviewé interviewée
    invité invitée gast befragter befragte intervistato intervistata респондент гость
    гостья собеседник собеседница интервьюируемый қонақ гість konuk
    gjest gäst gæst vieras gość vendég invitat καλεσμένος narasumber qonaq
    مهمان מרואיין מרואיינת 嘉宾 嘉賓 受访者 受訪者 ゲスト 게스트 अतिथि mgeni geïnterviewde"""
)
# Heads of a legend only: in the text they may ask as well as reply.
PARTS = _split("participant narrator subject expert participante narrador informant")
INTERPRETERS = _split(
    """interpreter translator interprète dolmetscher dolmetscherin intérprete interprete
    переводчик переводчица аудармашы перекладач tercüman المترجم مترجم 翻译 通訳 통역 tolk
    tolka mkalimani"""
)
# Last words of labels that hide a name: ``senior administration official``.
OFFICIALS = _split("official spokesperson aide participant représentant beamter")
MODERATORS = _split(
    """moderator moderatorin moderador moderadora modérateur moderateur modératrice
    moderatore moderatrice модератор moderatör chair facilitator 司会 사회자"""
)
HOSTS = _split(
    """host co-host presenter anchor interviewer présentateur présentatrice animateur
    animatrice gastgeber gastgeberin presentador presentadora apresentador apresentadora
    conduttore conduttrice presentator presentatrice ведущий ведущая корреспондент ведучий
    ведуча жүргізуші sunucu مذيع مقدم 主持人"""
)
# Words that stand for nobody by name: not shown as a speaker's name of their own.
NOBODY = _split("unknown_speaker speaker unknown sprecher intervenant спикер говорящий")

# "Field: value" and "Remark: text": no label however often they come.
FIELDS = _split(
    """note notes nb n.b ps p.s p.p.s p._s p._d pd post_scriptum photo photos picture image
    source sources credit credits by tags tag topics date time place venue when where email
    e-mail mail tel phone fax address http https subject from to cc bcc sent reply-to re
    example for_example update updated correction warning disclaimer caption video audio
    read_more read_also related see_also contact website web url keywords summary abstract
    background advantage disadvantage point first second third finally text words language
    duration length recorded published location result opponents supporters the_answer
    the_question the_problem the_result the_reason the_rule rule remember edit editing
    translation translated_by produced_by producer editors'_note editor's_note
    remarque exemple légende crédit mots-clés lire_aussi à_lire à_lire_aussi voir_aussi sujet
    objet de à date_et_lieu propos_recueillis entretien anmerkung beispiel quelle bild
    hinweis mehr_zum_thema lesen_sie_auch siehe_auch nota ejemplo fuente foto fotos vídeo
    leia_também lea_también exemplo fonte esempio leggi_anche bron voorbeeld lees_ook tekst
    примечание пример источник фото видео дата место тема внимание читайте_также важно
    тег теги справка ескерту дереккөз ملاحظة المصدر صورة تاريخ التاريخ تاريخ_الحلقة
    ضيوف_الحلقة مقدم_الحلقة ضيف_الحلقة الموضوع مثال 注 备注 来源 来源：例 来稿 图 照片 编辑 责编
    写真 例 出典 출처 사진 예 참고 원칙 स्रोत fecha tema lugar data luogo ort datum zeit
    thema notice notices restrictions agenda minutes present apologies chair field monday tuesday wednesday thursday friday saturday sunday"""
)
SAYING = _split(
    """said says say asked asks replied replies added adds wrote writes told tells answered
    noted explained continued recalls recalled warned argued concluded insists insisted
    declared stated reads read dit répond répondit ajoute explique demande écrit raconte
    conclut précise sagt sagte fragt fragte antwortet antwortete schreibt schrieb erklärt
    dijo dice preguntó respondió añadió escribió disse diz perguntou respondeu acrescentou
    dice chiede rispose aggiunge zei zegt vroeg schreef gesê sê vra
    сказал сказала говорит говорят спросил спросила ответил ответила добавил добавила пишет
    написал написала отметил отметила подчеркнул заявил заявила дейді деді dedi diyor
    قال قالت سأل أضاف يقول 说 說 道 表示 称 問道 と言う 말했다 कहा कहते akasema anasema"""
)
PARTICLES = _split(
    """de del della delle di da do dos das du des d' von van vom zu zum zur der den het ter
    ten te la le les el al bin bint ibn abu ben the of and und et y e en i for fur für pour
    à au aux in on at & - / – + ya wa kwa"""
)
# Those of them that a surname may begin with.
NOBILIARY = _split(
    """de del della di da do dos das du des d' von vom zu zur van der den ter ten te
    al el bin bint ibn abu ben"""
)
HONORIFICS = _split(
    """mr mr. mrs mrs. ms ms. miss dr dr. prof prof. sir dame lady lord hon hon. rev rev. sister
    brother father h.e. he m. mme mme. mlle me mgr herr frau sr sr. sra sra. don doña dott.
    sig. sig.ra dom senhor senhora dhr. mevr. mev. mnr. г-н г-жа господин госпожа
    السيد السيدة الدكتور د. minister president secretary senator governor ambassador chief
    chairman chairwoman chair professor captain justice judge mayor commissioner director
    premier chancellor congressman congresswoman councillor deputy general admiral colonel
    inspector sheriff coach king queen prince princess bishop archbishop cardinal
    ministre président présidente sénateur sénatrice ministro ministra presidente presidenta
    kanzler kanzlerin bundeskanzler bundeskanzlerin bürgermeister bürgermeisterin ministerin
    губернатор мэр депутат сенатор премьер канцлер генерал директор
    министр президент премьер-министр профессор"""
)
OUTLETS = _split(
    """radio tv news zeitung times post journal gazette magazine herald tribune daily weekly
    observer wire press agency presse agence canal channel telegraph review courier courrier
    monitor paper quarterly mail standard guardian независимая газета радио телеканал журнал
    агентство газеті diario jornal giornale corriere kurier tageblatt rundschau spiegel
    broadcasting media network report chronicle bulletin sentinel star sun mirror ledger"""
)

MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            """january jan janvier janv januar jänner enero ene janeiro gennaio gen januari
            januarie января январы январь янв січня січень қаңтар qañtar qantar январь ocak oca يناير
            كانون_الثاني ژانویه ינואר जनवरी yanvar үчтүн januwari ujanuwari
            stycznia styczeń ledna leden ianuarie tammikuuta tammikuu gener ιανουαρίου január јануар januarya""",
            """february feb février fevrier févr fevr februar febrero fevereiro fev febbraio
            febb februari februarie febr февраля февралы февраль фев лютого лютий ақпан aqpan şubat
            فبراير شباط فوریه פברואר फरवरी fevral ufebhuwari
            lutego luty února únor februarie helmikuuta helmikuu febrer φεβρουαρίου február fevereiro""",
            """march mar mars märz maerz marzo março marco maart mrt марта марты март мар березня
            березень наурыз naurız nauryz mart مارس آذار مارس מרץ मार्च machi umashi
            marca marzec března březen martie maaliskuuta maaliskuu marts març μαρτίου március maret""",
            """april apr avril avr abril abr aprile апреля апрели апрель апр квітня квітень сәуір
            säuir sauir aprel nisan أبريل ابريل نيسان آوریل אפריל अप्रैल aprili u-aprili
            kwietnia kwiecień dubna duben aprilie huhtikuuta huhtikuu απριλίου április""",
            """may mai mayo maio maggio mag mei мая май травня травень мамыр mamyr mamır
            mayıs مايو أيار مه מאי मई meyi
            maja maj května květen mai toukokuuta toukokuu maig μαΐου május""",
            """june jun juin juni junio junho giugno giu junie июня июну июнь июн червня червень
            маусым mausym maysym haziran haz يونيو حزيران ژوئن יוני जून juni iyun ujuni
            czerwca czerwiec června červen iunie kesäkuuta kesäkuu juny ιουνίου június""",
            """july jul juillet juil juli julio julho luglio lug julie июля июлу июль июл липня
            липень шілде shilde şilde temmuz tem يوليو تموز ژوئیه יולי जुलाई julai iyul
            ujulayi
            lipca lipiec července červenec iulie heinäkuuta heinäkuu juliol ιουλίου július""",
            """august aug août aout agosto ago augustus augustus августа августу август авг серпня
            серпень тамыз tamyz tamız ağustos ağu أغسطس اغسطس آب اوت אוגוסט अगस्त agosti
            avgust avqust u-agasti
            sierpnia sierpień srpna srpen elokuuta elokuu augusti agost αυγούστου augusztus agustus""",
            """september sep sept septembre septiembre setiembre setembro set settembre
            сентября сентябры сентябрь сен сент вересня вересень қыркүйек qyrküiek qyrkuiek eylül eyl
            سبتمبر أيلول سپتامبر ספטמבר सितंबर सितम्बर septemba sentabr sentyabr usepthemba
            września wrzesień září septembrie syyskuuta syyskuu setembre σεπτεμβρίου szeptember""",
            """october oct octobre oktober okt octubre outubro out ottobre ott октября октябры октябрь
            окт жовтня жовтень қазан qazan ekim eki أكتوبر اكتوبر تشرين_الأول اکتبر אוקטובר
            अक्टूबर अक्तूबर oktoba oktabr oktyabr u-okthoba
            października październik října říjen octombrie lokakuuta lokakuu οκτωβρίου október""",
            """november nov novembre noviembre novembro ноября ноябры ноябрь ноя листопада листопад
            қараша qarasha kasım kas نوفمبر تشرين_الثاني نوامبر נובמבר नवंबर नवम्बर novemba
            noyabr unovemba
            listopadu noiembrie marraskuuta marraskuu νοεμβρίου""",
            """december dec décembre decembre déc dezember dez diciembre dic dezembro dicembre
            desember des декабря декабры декабрь дек грудня грудень желтоқсан jeltoqsan aralık ara
            ديسمبر كانون_الأول دسامبر דצמבר दिसंबर दिसम्बर desemba dekabr udisemba
            grudnia grudzień prosince prosinec decembrie joulukuuta joulukuu desembre δεκεμβρίου""",
        ),
        start=1,
    )
    for name in names.casefold().split()
}

# Beginnings of words; a text "thanks" when one stands in it.
THANKS = tuple(
    """thank|grateful|much obliged|much appreciated|merci|remerci|dank|gracias|agradec|obrigad|grazie|
    ringrazi|bedankt|dankie|ngiyabonga|siyabonga|siyabulela|ndiyabulela|enkosi|спасибо|благодар|рахмет|рақмет|алғыс|дяку|вдячн|
    рахмат|рәхмәт|rahmat|raxmet|raqmet|teşekkür|minnettar|minnatdor|sağ olun|شكر|تشکر|ممنون|متشکر|סպաս|תודה|מודים לך|מודים לכם|מודה לך|谢谢|
    謝謝|感谢|感謝|ありがとう|감사|고맙|धन्यवाद|शुक्रिया|आभार|asante|nashukuru|děkuj|ďakuj|dziękuj|tack för|tusen tack|
    takk for|tusen takk|tak for|mange tak|kiitos|kiitäm|köszön|mulțum|ευχαριστ|hvala|хвала|terima kasih|
    cảm ơn|təşəkkür|sag bol|баярлалаа|ačiū|paldies|aitäh|faleminderit|მადლობ|շնորհակալ|ধন্যবাদ|
    ขอบคุณ|سپاس|salamat po""".replace("\n", "").split("|")
)
THANKS = tuple(word.strip() for word in THANKS)
WISHES = (
    "good luck",
    "we wish",
    "i wish you",
    "bonne chance",
    "bonne route",
    "viel erfolg",
    "viel glück",
    "alles gute",
    "buena suerte",
    "boa sorte",
    "buona fortuna",
    "sterkte",
    "удачи",
    "всего доброго",
    "до свидания",
    "сау болыңыз",
    "goodbye",
    "travel safely",
    "mind the step",
)

# A paragraph that says who made the interview. Beginnings of it.
CREDITS = tuple(
    """interview:|interview by|interview with|interviewed by|interviews by|interviewer:|
    as told to|this interview was|this conversation was|this article was|
    words:|words by|text:|text by|transcribed by|transcript by|transcription by|
    transcription:|recording|transcript:|transkript|transcripción|transcrição|trascrizione|
    расшифровка|translated by|translation by|translation:|translated from|edited by|
    reporting by|additional reporting|produced by|recorded by|interview and photo|
    propos recueillis|entretien réalisé|entretien mené|interview réalisée|
    interview réalisé|recueilli par|texte recueilli|traduit par|traduction|transcription|
    das interview führte|das gespräch führte|die fragen stellte|interview führte|
    das interview wurde|das gespräch führten|das interview führten|übersetzung|aus dem|
    entrevista de|entrevista realizada|entrevista por|entrevista:|traducción|texto:|
    intervista raccolta|intervista realizzata|intervista condotta|entrevista recogida|entrevista recolhida|
    testo raccolto|testimonianza raccolta|raccolto da|raccolta da|
    aufgezeichnet von|aufgezeichnet:|protokoll:|opgetekend door|opgetekend:|
    entrevista conduzida|entrevista feita|entrevista a cargo|tradução|
    intervista di|intervista a cura|a cura di|traduzione|testo di|testo:|
    met dank aan|interview door|tekst:|vertaling|onderhoud deur|teks:|teks deur|
    беседовал|беседу вел|беседу вёл|интервью взял|интервью провел|интервью провёл|
    интервью подготов|подготовил|записал|текст:|автор:|перевод|спрашивал|
    suhbattasqan|suqbattasqan|сұхбаттасқан|сұхбатты|сұхбат жүргізген|әңгімелескен|әңгімелескен:|дайындаған|
    розмовляв|розмовляла|розмову вела|розмову вів|інтерв'ю|записала|спілкува|
    rozmawiał|rozmowę przeprowadzi|rozmowę prowadzi|wywiad przeprowadzi|tłumaczenie|rozhovor vedl|
    rozhovor připravil|připravil|intervju:|intervju av|intervjuet av|intervjuad av|interviewet af|haastattel|
    teksti:|az interjút|készítette|interviu realizat|interviu de|a consemnat|συνέντευξη στ|
    разговаря|интервюто|разговор водио|razgovarao|razgovarala|wawancara oleh|pewawancara|phỏng vấn|
    müsahib|söhbətləş|
    söyleşi:|röportaj|söyleşiyi|görüşmeyi|سужбат|suhbatlashdi|
    حاوره|حاورته|أجرى الحوار|أجرت الحوار|حوار:|مصاحبه|גפת|ראיינה|ראיין|
    采访:|採訪:|采访者:|采访/|文/|文:|撰文|记者:|整理:|翻译:|编辑:|責任編集|
    聞き手|取材|構成|文=|文・|文:|写真|撮影|인터뷰:|인터뷰=|글:|글·|정리|साक्षात्कार|
    mahojiano|umbhali|source:|(source|source http|(quelle|(fuente|(fonte|(источник|
    with thanks to|about the author|about the authors|about the interviewer|
    à propos de l'auteur|über den autor|über die autorin|sobre el autor|sobre la autora|
    sobre o autor|sobre a autora|об авторе|over de auteur|mit dank an|avec nos remerciements|© text""".replace(
        "\n", ""
    ).split("|")
)
CREDITS = tuple(word.strip() for word in CREDITS)
# A line that begins with one of these and has no stop is speech, not a heading.
SUBJECTS = frozenset(
    """i we you he she they it ich wir du er sie es je j nous tu il elle on ils elles yo
    nosotros él ella ellos ellas io noi lui lei loro eu nós ele ela eles elas ik wij we jij
    hij zij ze ek ons hy hulle я мы ты он она они это мен біз ол олар ben biz onlar mimi
    sisi yeye أنا نحن هو هي אני אנחנו 我 我们 私""".split()
)
# A person of the document "is a staff writer": an author's note.
ABOUT_PERSON = tuple(
    """is is_a is_an is_the was writes lives works teaches runs directs edits covers
    reports has will studied plays sings 's_next 's_new 's_latest est vit travaille écrit
    dirige enseigne prépare ist lebt schreibt arbeitet leitet es vive escribe trabaja é vive
    escreve trabalha è scrive lavora is_een woont schrijft werkt пишет живёт живет работает
    — - , родился родилась преподаёт""".replace("_", " ").split()
)
EDITED = tuple(
    """edited for|condensed|for length and clarity|edited and condensed|been shortened|
    lightly edited|has been edited|was edited|edited transcript|edited version|gekürzt|
    redigiert|abrégé|condensé|raccourci|editada por|editado por|editada para|editado para|resumida|condensada|
    è stata editata|ridotta|ingekort|bewerkt|verkort|сокращен|сокращён|отредактирован|
    қысқартыл|скорочен|kısaltıl|düzenlen|بتصرف|删节|編集|再構成|줄였|편집|संपादित""".replace(
        "\n", ""
    ).split("|")
)
EDITED = tuple(word.strip() for word in EDITED)
BYLINE = tuple(
    """by |von |par |por |di |da |door |deur |автор |text by |words by |story by |
    reported by |text: |words: |interview: |interview by |interviewed by |aut.""".replace(
        "\n", ""
    ).split("|")
)
BYLINE = tuple(word.strip() + " " for word in BYLINE)
# How a letter begins: no headline.
GREETINGS = tuple(
    """dear |hi |hello |good morning|good afternoon|good evening|bonjour|bonsoir|chère |cher |
    liebe |lieber |sehr geehrte|guten tag|guten morgen|hallo |estimad|querid|buenos días|
    buenas tardes|prezad|caro |cara |bom dia|boa tarde|gentile |gentili |buongiorno|beste |
    geachte |geagte |goeie dag|goeiemôre|sawubona|уважаем|дорог|здравствуйте|добрый день|
    құрметті |сәлеметсіз|шановн|sayın |merhaba|عزيز|السلام عليكم|سلام|שלום|尊敬的|您好|
    拝啓|안녕하세요|नमस्ते|habari |ndugu """.replace("\n", "").split("|")
)
GREETINGS = tuple(word.lstrip() for word in GREETINGS)
# Forms of address: what a question to a guest holds and a rhetorical one does not.
SECOND_PERSON = _split(
    """you your yours yourself you're you've you'd vous votre vos tu ton ta tes toi sie ihr
    ihre ihnen ihren du dein deine dich dir usted ustedes su sus te le você vocês seu sua o
    lei suo sua suoi voi vostro u uw jij je jou jouw julle вы вас вам ваш ваша ваше ваши ты
    тебя тебе сіз сіздің сізге сізді сен siz sizin size sen أنت أنتم لديك لك شما תה אתה את
    שלך 你 您 당신 आप आपके आपको wewe wako yako wena wakho"""
)
# Words that tell of somebody, as those who introduce do.
THIRD_PERSON = _split(
    """he she him his her hers elle er ihm seine seiner él ella ele ela egli ella hij zij haar
    zijn hy sy он она его её ему ей нему ней він вона його її هو هي היא הוא 他 她 彼 彼女"""
)

NOTICES = (
    "admission", "tickets", "open until", "on show", "on view", "runs until", "is out now",
    "is published", "will be published", "available from", "available at", "exhibition",
    "en librairie", "à paraître", "exposition", "erscheint", "ausstellung", "ist erschienen",
    "exposición", "entrada libre", "exposição", "in libreria", "mostra", "verschijnt",
    "tentoonstelling", "выставка", "вход свободный", "выйдет", "көрме",
)  # fmt: skip
SECTIONS = _split(
    """opening_remarks opening_statement remarks statement questions questions_and_answers
    question_and_answer q&a q_and_a question-and-answer_session questions_from_the_floor
    discussion part_one part_two closing_remarks prepared_remarks interview_transcript"""
)
AUTHORS = _split(
    """editor writer author journalist reporter correspondent columnist contributor critic
    photographer translator producer historian freelance staff contributing magazine
    newspaper paper book books journaliste autrice auteur écrivain rédactrice rédacteur
    correspondante correspondant journalistin redakteurin redakteur autor autorin
    schriftsteller schriftstellerin freie freier periodista escritor escritora redactora
    redactor autora jornalista escritor repórter giornalista scrittore scrittrice autore
    schrijver schrijfster redacteur journalist журналист журналистка корреспондент
    корреспондентка писатель редактор автор обозреватель критик"""
)
# How a request begins that asks for an answer without a question mark.
REQUESTS = (
    "tell us", "tell me", "describe", "explain", "talk about", "talk to us", "talk us",
    "give us", "give me", "take us", "walk us", "name one", "name a", "let us talk",
    "let's talk", "say something", "show us", "please", "imagine",
    "racontez", "parlez", "décrivez", "expliquez", "dites", "donnez", "parlons",
    "erzählen sie", "beschreiben sie", "erklären sie", "sprechen wir", "nennen sie",
    "sagen sie", "schildern sie", "reden wir",
    "cuéntenos", "cuénteme", "cuéntanos", "háblenos", "hábleme", "descríbanos",
    "describa", "explíquenos", "explique", "díganos", "hablemos", "denos",
    "conte-nos", "conte-me", "conte", "fale-nos", "fale", "descreva", "explique-nos",
    "diga-nos", "falemos", "dê-nos",
    "ci racconti", "raccontaci", "racconti", "ci parli", "mi parli", "descriva",
    "ci spieghi", "spieghi", "ci dica", "parliamo",
    "vertel", "beschrijf", "leg uit", "noem", "geef", "vertel ons", "beskryf",
    "расскажите", "опишите", "объясните", "поговорим", "назовите", "скажите",
    "айтып беріңіз", "айтыңыз", "сипаттаңыз", "розкажіть", "опишіть", "поясніть",
    "anlatın", "anlatır", "bize", "حدثنا", "حدثينا", "أخبرنا", "صف لنا", "ספר לנו",
    "请", "谈谈", "说说", "話して", "教えて", "말씀해", "बताइए", "tuambie", "eleza",
    "sitshele", "chaza",
)  # fmt: skip
