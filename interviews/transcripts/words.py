"""Words the grammar knows: data only, one table an idea, all languages together."""

# Label words by language. The first is the letter that a publication prints.
QUESTION_WORDS = {
    "en": ("Q", "Question", "Interviewer"),
    "fr": ("Q", "Question"),
    "de": ("F", "Frage", "Zusatzfrage"),
    "es": ("P", "Pregunta"),
    "pt": ("P", "Pergunta"),
    "it": ("D", "Domanda"),
    "nl": ("V", "Vraag"),
    "af": ("V", "Vraag"),
    "zu": ("U", "Umbuzo"),
    "ru": ("В", "Вопрос", "Корр"),
    "uk": ("П", "Питання", "Запитання"),
    "kk": ("С", "Сұрақ", "Suraq"),
    "ky": ("С", "Суроо"),
    "uz": ("S", "Savol", "Савол"),
    "tt": ("С", "Сорау"),
    "tr": ("S", "Soru"),
    "ar": ("س", "سؤال", "المحاور"),
    "fa": ("س", "پرسش", "سؤال"),
    "he": ("ש", "שאלה"),
    "zh": ("问", "問", "记者"),
    "ja": ("問", "質問", "Q"),
    "ko": ("문", "질문", "Q"),
    "hi": ("प्रश्न", "सवाल"),
    "sw": ("S", "Swali"),
}
ANSWER_WORDS = {
    "en": ("A", "Answer", "Ans"),
    "fr": ("R", "Réponse"),
    "de": ("A", "Antwort"),
    "es": ("R", "Respuesta"),
    "pt": ("R", "Resposta"),
    "it": ("R", "Risposta"),
    "nl": ("A", "Antwoord"),
    "af": ("A", "Antwoord"),
    "zu": ("I", "Impendulo"),
    "ru": ("О", "Ответ"),
    "uk": ("В", "Відповідь"),
    "kk": ("Ж", "Жауап", "Jawap"),
    "ky": ("Ж", "Жооп"),
    "uz": ("J", "Javob", "Жавоб"),
    "tt": ("Җ", "Җавап"),
    "tr": ("C", "Cevap"),
    "ar": ("ج", "جواب", "الضيف"),
    "fa": ("ج", "پاسخ", "جواب"),
    "he": ("ת", "תשובה"),
    "zh": ("答",),
    "ja": ("答", "回答", "A"),
    "ko": ("답", "답변", "A"),
    "hi": ("उत्तर", "जवाब"),
    "sw": ("J", "Jibu"),
}

# Names of roles, not of people.
ASKERS = frozenset(
    ["interviewer", "moderator", "moderador", "moderator", "host", "audience", "member", "unknown", "speaker", "reporter", "journalist", "question"]
    + ["audience member", "unknown speaker", "ведущий", "корреспондент", "журналист"]
)

# "Field: value" lines that are no label however often they come.
NO_LABELS = frozenset(
    ["note", "nb", "ps", "p.s.", "photo", "photos", "source", "credit", "by", "tags", "topics", "date", "time", "place", "email", "e-mail", "tel", "phone", "fax", "address", "http", "https", "subject", "from", "to", "cc", "sent", "re", "фото", "источник", "example", "answer:", "number"]
)

MONTHS = {
    name: number
    for names, number in (
        (
            "january jan janvier januar enero janeiro gennaio januari januarie января январь"
            " қаңтар يناير",
            1,
        ),
        (
            "february feb février februar febrero fevereiro febbraio februari februarie"
            " февраля февраль ақпан فبراير",
            2,
        ),
        ("march mar mars märz marzo março maart марта март наурыз مارس", 3),
        ("april apr avril abril aprile апреля апрель сәуір أبريل ابريل", 4),
        ("may mai mayo maio maggio mei мая май мамыр مايو", 5),
        ("june jun juin juni junio junho giugno junie июня июнь маусым يونيو", 6),
        ("july jul juillet juli julio julho luglio julie июля июль шілде يوليو", 7),
        ("august aug août agosto augustus augustus августа август тамыз أغسطس", 8),
        (
            "september sep sept septembre septiembre setembro settembre сентября сентябрь"
            " қыркүйек سبتمبر",
            9,
        ),
        (
            "october oct octobre oktober octubre outubro ottobre октября октябрь қазан"
            " أكتوبر",
            10,
        ),
        ("november nov novembre noviembre novembro ноября ноябрь қараша نوفمبر", 11),
        (
            "december dec décembre dezember diciembre dezembro dicembre desember декабря"
            " декабрь желтоқсан ديسمبر",
            12,
        ),
    )
    for name in names.split()
}

THANKS = (
    "thank",
    "grateful",
    "merci",
    "danke",
    "gracias",
    "obrigad",
    "grazie",
    "dankie",
    "bedankt",
    "siyabonga",
    "спасибо",
    "благодар",
    "рахмет",
    "дякую",
    "teşekkür",
    "شكر",
    "תודה",
    "谢谢",
    "ありがとう",
    "감사",
    "धन्यवाद",
    "asante",
    "мерси",
)
CREDITS = (
    "interview:",
    "interview by",
    "interviewed by",
    "propos recueillis",
    "das interview führte",
    "беседовал",
    "интервью провел",
    "聞き手",
    "recogido por",
    "intervista di",
    "onderhoud deur",
    "is a staff writer",
    "is a writer",
    "is a journalist",
    "transcribed by",
)
NOTES = ("edited for", "condensed", "for length and clarity", "gekürzt", "abrégé")

# A line that begins with one of these stands around an interview, never in it.
FURNITURE_STARTS = (
    "average rating",
    "share",
    "share this",
    "read more",
    "read also",
    "lire aussi",
    "partager",
    "anzeige",
    "advertisement",
    "tags:",
    "поделиться",
    "просмотров",
    "қаралды",
    "читайте также",
    "for immediate release",
    "transcribed by http",
    "summary keywords",
    "speakers",
    "follow us",
    "subscribe",
    "photo:",
    "photo by",
    "фото:",
    "foto:",
    "mehr zum thema",
    "leia também",
    "lea también",
    "leggi anche",
    "we use cookies",
    "accept all",
)
FURNITURE_WHOLE = frozenset(
    [
        "# # #",
        "###",
        "end",
        "- end -",
        "ends",
        "***",
        "* * *",
        "---",
        "print",
        "tweet",
        "email",
        "share tweet email",
        "mark as played",
        "back to top",
    ]
)
